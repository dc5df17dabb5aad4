package org.huiyin.adapters.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.huiyin.adapters.channel.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TencentCryptoTest {
    private static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String APP_ID = "wxb11529c136998cb6";
    private static final TencentCrypto CRYPTO = new TencentCrypto(Secret.of(AES_KEY), APP_ID);

    @Test
    void signsTheHandshakeOfTheVector() {
        Vectors v = Vectors.named("wechat_mp_url_verify_signature");
        assertThat(TencentCrypto.sign(v.input("token"), v.input("timestamp"), v.input("nonce")))
                .isEqualTo(v.expectedText("signature"));
    }

    @Test
    void sortsAsAscii() {
        Vectors v = Vectors.named("wechat_mp_signature_sort_is_lexicographic_ascii");
        assertThat(TencentCrypto.sign(v.input("token"), v.input("timestamp"), v.input("nonce")))
                .isEqualTo(v.expectedText("signature"));
    }

    @Test
    void sealsAndOpensTheMessageOfTheVector() {
        Vectors v = Vectors.named("wechat_mp_aes_message");
        byte[] random = v.input("random16").getBytes(StandardCharsets.US_ASCII);
        assertThat(CRYPTO.seal(v.input("plaintext"), random)).isEqualTo(v.expectedText("encrypt"));
        assertThat(CRYPTO.open(v.expectedText("encrypt"))).contains(v.expectedText("decrypted"));
        assertThat(TencentCrypto.signed(
                        v.expectedText("msg_signature"),
                        v.input("token"),
                        v.input("timestamp"),
                        v.input("nonce"),
                        v.expectedText("encrypt")))
                .isTrue();
    }

    @Test
    void padsAWholeBlockOf32() {
        Vectors v = Vectors.named("wechat_aes_pkcs7_block32_full_pad");
        byte[] random = v.input("random16").getBytes(StandardCharsets.US_ASCII);
        String sealed = CRYPTO.seal(v.input("plaintext"), random);
        assertThat(sealed).isEqualTo(v.expectedText("encrypt"));
        assertThat(Base64.getDecoder().decode(sealed))
                .hasSize(v.expected("ciphertext_len").asInt());
    }

    @Test
    void opensNothingThatTrailsAForeignId() {
        Vectors v = Vectors.named("wechat_mp_aes_foreign_appid_must_be_rejected");
        assertThat(CRYPTO.open(v.input("encrypt"))).isEmpty();
        TencentCrypto foreign = new TencentCrypto(Secret.of(AES_KEY), v.expectedText("trailing_appid"));
        assertThat(foreign.open(v.input("encrypt"))).isPresent();
    }

    @Test
    void opensTencentsPublishedSample() {
        Vectors v = Vectors.named("wecom_message_decrypt_official_sample");
        TencentCrypto wecom = new TencentCrypto(Secret.of(v.input("encodingAESKey")), v.input("corpid"));
        assertThat(wecom.open(v.input("encrypt"))).contains(v.expectedText("decrypted_xml"));
    }

    static Stream<Arguments> misshapen() throws Exception {
        byte[] good = plain("hi".getBytes(StandardCharsets.UTF_8), 2, APP_ID);
        byte[] zeroPad = good.clone();
        zeroPad[zeroPad.length - 1] = 0;
        byte[] overlongPad = good.clone();
        overlongPad[overlongPad.length - 1] = 33;
        byte[] negativePad = good.clone();
        negativePad[negativePad.length - 1] = (byte) 0x80;
        byte[] unevenPad = good.clone();
        unevenPad[unevenPad.length - 2] ^= 1;
        byte[] allPad = new byte[32];
        Arrays.fill(allPad, (byte) 32);
        return Stream.of(
                Arguments.of("not base64", "%%%"),
                Arguments.of("nothing", ""),
                Arguments.of("half a block", Base64.getEncoder().encodeToString(new byte[16])),
                Arguments.of("pad of 0", encrypt(zeroPad)),
                Arguments.of("pad of 33", encrypt(overlongPad)),
                Arguments.of("pad of -128", encrypt(negativePad)),
                Arguments.of("uneven pad", encrypt(unevenPad)),
                Arguments.of("nothing but pad", encrypt(allPad)),
                Arguments.of("length beyond the end", encrypt(plain(new byte[2], 1 << 20, APP_ID))),
                Arguments.of("negative length", encrypt(plain(new byte[2], -1, APP_ID))),
                Arguments.of("length that eats the id", encrypt(plain(new byte[2], 2 + APP_ID.length(), APP_ID))),
                Arguments.of("no id", encrypt(plain(new byte[2], 2, ""))),
                Arguments.of("id with a tail", encrypt(plain(new byte[2], 2, APP_ID + "x"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misshapen")
    void opensNothingMisshapen(String label, String sealed) {
        assertThat(CRYPTO.open(sealed)).as(label).isEmpty();
    }

    @Test
    void agreesWithAnotherImplementationBothWays() {
        // The other one takes no key whose last character has bits to spare; real ones do have them.
        String even = AES_KEY.substring(0, 42) + "E";
        TencentCrypto ours = new TencentCrypto(Secret.of(even), APP_ID);
        WxCryptUtil oracle = new WxCryptUtil("mpToken2024", even, APP_ID);
        Random random = new Random(20261122);
        for (int i = 0; i < 300; i++) {
            String message = words(random);
            byte[] fresh = new byte[16];
            random.nextBytes(fresh);
            assertThat(oracle.decrypt(ours.seal(message, fresh))).isEqualTo(message);
            assertThat(ours.open(oracle.encrypt(HexFormat.of().formatHex(fresh, 0, 8), message)))
                    .contains(message);
        }
    }

    @Test
    void sealsTheSameWordsDifferentlyEachTime() {
        assertThat(CRYPTO.seal("好")).isNotEqualTo(CRYPTO.seal("好"));
        assertThat(CRYPTO.open(CRYPTO.seal("好"))).contains("好");
    }

    private static String words(Random random) {
        List<String> bits = List.of("灯", "坏了", " ", "😡", "a", "]]>", "${env:HOME}", "\n", "é", "𠮷");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(80); i >= 0; i--) {
            text.append(bits.get(random.nextInt(bits.size())));
        }
        return text.toString();
    }

    /** A plaintext with any claimed length, well padded. */
    private static byte[] plain(byte[] message, int claimedLength, String id) {
        byte[] trailing = id.getBytes(StandardCharsets.UTF_8);
        int length = 20 + message.length + trailing.length;
        int pad = 32 - length % 32;
        ByteBuffer out = ByteBuffer.allocate(length + pad);
        out.put(new byte[16]).putInt(claimedLength).put(message).put(trailing);
        Arrays.fill(out.array(), length, length + pad, (byte) pad);
        return out.array();
    }

    private static String encrypt(byte[] plain) throws Exception {
        byte[] key = Base64.getDecoder().decode(AES_KEY + "=");
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
        return Base64.getEncoder().encodeToString(cipher.doFinal(plain));
    }
}
