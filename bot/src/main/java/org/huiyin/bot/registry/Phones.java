package org.huiyin.bot.registry;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The one form in which a phone number is stored, hashed and compared: E.164, such as {@code +8613812345678}. */
public final class Phones {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String REGION = "CN";
    private static final String COUNTRY = "+86";
    private static final int TAIL = 4;
    private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");
    private static final Pattern DIGITS_AND_MARKS = Pattern.compile("\\+?[\\d -]{11,20}");
    /**
     * Whether a mobile number with these first five digits is one. libphonenumber's rule for China looks at no more than five, and
     * asking it takes 20 µs, which is half a minute for a county.
     */
    private static final Map<String, Boolean> MOBILE_PREFIXES = new ConcurrentHashMap<>();

    private static final int PREFIX = 5;

    private Phones() {}

    /**
     * The canonical form of what somebody wrote: with or without +86, with spaces or dashes, full-width digits, a land line with its
     * area code; a foreign number with its +.
     *
     * @return empty when it is no phone number that can exist
     */
    public static Optional<String> canonical(String written) {
        String text = Normalizer.normalize(written, Normalizer.Form.NFKC).strip();
        if (!MOBILE.matcher(text).matches()) {
            return parsed(text);
        }
        return MOBILE_PREFIXES.computeIfAbsent(
                        text.substring(0, PREFIX), prefix -> parsed(text).isPresent())
                ? Optional.of(COUNTRY + text)
                : Optional.empty();
    }

    private static Optional<String> parsed(String text) {
        try {
            PhoneNumber number = NUMBERS.parse(text, REGION);
            return NUMBERS.isValidNumber(number) && !number.hasExtension()
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /**
     * The stored form of an address at a channel whose addresses may be phones: E.164 when it consists of a mobile number's digits,
     * spaces, dashes and a plus, and of nothing else.
     *
     * @return the canonical number, or the address as it is
     */
    public static String addressForm(String address) {
        return DIGITS_AND_MARKS.matcher(address).matches()
                ? parsed(address).filter(Phones::isMobile).orElse(address)
                : address;
    }

    private static boolean isMobile(String e164) {
        try {
            PhoneNumberType type = NUMBERS.getNumberType(NUMBERS.parse(e164, REGION));
            return type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
        } catch (NumberParseException e) {
            return false;
        }
    }

    /** The last four digits of a canonical number. */
    public static String tail(String canonical) {
        return canonical.substring(Math.max(0, canonical.length() - TAIL));
    }

    /** What a person may see of a canonical number: {@code 138****1234}; of a land line or a foreign number only the tail. */
    public static String masked(String canonical) {
        String national = canonical.startsWith(COUNTRY) ? canonical.substring(COUNTRY.length()) : "";
        String head = MOBILE.matcher(national).matches() ? national.substring(0, 3) : "";
        return head + "****" + tail(canonical);
    }
}
