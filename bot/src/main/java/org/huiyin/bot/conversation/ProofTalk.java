package org.huiyin.bot.conversation;

import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huiyin.adapters.channel.TextEvent.Touch;
import org.huiyin.bot.conversation.Letter.Purpose;
import org.huiyin.bot.delivery.Draft;
import org.huiyin.bot.registry.Names;
import org.huiyin.bot.registry.Phones;
import org.huiyin.bot.routing.Holder;
import org.huiyin.bot.routing.Official;
import org.huiyin.bot.routing.Routing;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.ticket.Ticket;
import org.huiyin.bot.ticket.Ticket.Hold;
import org.huiyin.db.address.AddressRow;
import org.huiyin.db.registry.KnownPerson;
import org.huiyin.db.ticket.Confirmations;
import org.huiyin.db.ticket.QuestionRow;

/**
 * Finds out who an unknown sender is: by the code on the card with a name or phone tail as second proof, or by a code sent to a registered phone.
 * Right and wrong codes and registered and unknown phones get the same words, so that nobody can find out who is registered.
 */
final class ProofTalk {
    private static final String SECOND = "SECOND";
    private static final String PHONE_CODE = "PHONE_CODE";
    private static final Duration CODE_LIFE = Duration.ofMinutes(10);
    /** Alibaba Cloud's own limits for codes to one number: 1 a minute, 5 an hour, 10 a day. */
    private static final Query.CodeCounts MOST = new Query.CodeCounts(1, 5, 10);

    private static final int MOST_CODE_TRIES = 5;
    /** As the registry takes it, but with a digit in it: a word of letters alone is rather the matter. */
    private static final Pattern HOUSEHOLD_CODE = Pattern.compile("(?=.*\\d)[A-Z0-9][A-Z0-9_.-]{2,63}");

    /** 王秀英, 阿依古丽·买买提, Anna Weber. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}·'.-]{1,12}( [\\p{L}'.-]{1,12}){0,2}");

    private final Ledger ledger;
    private final Said.Spoke said;
    private final AddressRow sender;
    private final Texts.Voice voice;

    ProofTalk(Ledger ledger, Said.OfSomebody said) {
        this.ledger = ledger;
        this.said = (Said.Spoke) said;
        this.sender = ledger.address(said.addressId());
        this.voice = ledger.voice(sender);
    }

    /** A follow, or a scan of a card's printed code: greet, and ask for what is still unknown. */
    void touched(Touch touch) {
        List<String> texts = new ArrayList<>();
        if (!ledger.address(sender.id()).welcomed()) {
            ledger.change(Addressed.welcomed(ledger.address(sender.id())));
            texts.add(voice.say("welcome"));
        }
        if (ledger.bound(sender.id()).isEmpty()) {
            Optional<Official> cadre =
                    ledger.house().scenes().apply(touch.scene()).flatMap(this::byCode);
            texts.add(cadre.map(o -> voice.say("ask.proof.scene", Map.of("who", new Labels(ledger).official(o, voice))))
                    .orElseGet(() -> voice.say("ask.proof")));
            ledger.ask(
                    sender.id(),
                    Topic.PROOF,
                    null,
                    Kept.proof("FIRST", null).json(),
                    VillagerTalk.QUESTION_LIFE,
                    false);
        }
        if (!texts.isEmpty()) {
            ledger.reply(said, texts, null);
        }
    }

    private Optional<Official> byCode(String cadreCode) {
        return ledger.directory().byCode(cadreCode);
    }

    /** Asks who the sender is, unless that question is open already. */
    void askOnce() {
        if (ledger.question(sender.id(), Topic.PROOF).isEmpty()) {
            ledger.ask(
                    sender.id(),
                    Topic.PROOF,
                    null,
                    Kept.proof("FIRST", null).json(),
                    VillagerTalk.QUESTION_LIFE,
                    false);
            ledger.send(Letter.to(sender.id(), Purpose.NOTICE, Draft.words(voice.say("ask.proof")), ledger.now()));
        }
    }

    /** Whether the text was taken as a proof, right or wrong; if not, it is the matter. */
    boolean proved(String text) {
        String narrow = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC);
        Optional<QuestionRow> asked = ledger.question(sender.id(), Topic.PROOF);
        if (asked.isPresent() && ledger.house().words().exactly("no-proof", text)) {
            ledger.end(asked.get());
            say("proof.none");
            return true;
        }
        Kept kept = Kept.parse(asked.map(QuestionRow::payload).orElse(null));
        if (PHONE_CODE.equals(kept.verb()) && narrow.matches("\\d{6}")) {
            return limited(() -> code(narrow));
        }
        Optional<String> phone = narrow.matches("[+\\d][\\d -]{9,}") ? Phones.canonical(narrow) : Optional.empty();
        if (phone.isPresent()) {
            return limited(() -> phone(phone.get()));
        }
        String card = kept.code();
        if (SECOND.equals(kept.verb()) && card != null && narrow.matches("\\d{4}")) {
            return limited(() -> second(card, narrow));
        }
        if (SECOND.equals(kept.verb()) && card != null && looksLikeName(narrow) && mayProve()) {
            second(card, narrow);
            return true;
        }
        if (asked.isPresent()
                && HOUSEHOLD_CODE.matcher(narrow.toUpperCase(Locale.ROOT)).matches()) {
            return limited(() -> first(narrow));
        }
        return false;
    }

    private static boolean looksLikeName(String text) {
        return NAME.matcher(Names.canonical(text)).matches();
    }

    private boolean limited(Runnable attempt) {
        if (mayProve()) {
            attempt.run();
        } else {
            say("proof.stop");
        }
        return true;
    }

    private boolean mayProve() {
        return Addressed.mayProve(ledger.address(sender.id()), ledger.now());
    }

    private void say(String key) {
        ledger.reply(said, List.of(voice.say(key)), null);
    }

    private void next(Kept kept, String key) {
        ledger.ask(sender.id(), Topic.PROOF, null, kept.json(), VillagerTalk.QUESTION_LIFE, false);
        say(key);
    }

    /** The stage stays what it is, whether or not there was anything to compare with: the next answer must not tell either. */
    private void wrong(Kept stage) {
        ledger.change(Addressed.wrongProof(ledger.address(sender.id()), ledger.now()));
        next(stage, "proof.wrong");
    }

    private void first(String code) {
        next(Kept.proof(SECOND, code), "ask.proof.second");
    }

    private void second(String code, String proof) {
        String canonical = proof.matches("\\d{4}") ? proof : Names.canonical(proof);
        List<KnownPerson> found = Stream.of(code, code.toUpperCase(Locale.ROOT), code.toLowerCase(Locale.ROOT))
                .distinct()
                .flatMap(spelt -> ledger.know(new Query.CardProof(spelt, canonical)).stream())
                .limit(1)
                .toList();
        if (found.isEmpty()) {
            keep(proof);
            wrong(Kept.proof("FIRST", null));
        } else {
            bound(found, "CARD");
        }
    }

    private void phone(String phone) {
        Optional<String> sms = ledger.house().sms();
        if (sms.isEmpty()) {
            next(Kept.proof("FIRST", null), "ask.proof.no-sms");
            return;
        }
        Query.CodeCounts sent = ledger.know(new Query.CodesSent(sender.id(), phone));
        List<KnownPerson> people = ledger.know(new Query.OfPhone(phone));
        boolean allowed = sent.minute() < MOST.minute() && sent.hour() < MOST.hour() && sent.day() < MOST.day();
        if (!people.isEmpty() && allowed) {
            String secret = ledger.house().secrets().get();
            AddressRow to = ledger.know(new Query.AddressOf(sms.get(), phone));
            ledger.writes()
                    .codes
                    .add(new Confirmations.NewCode(
                            sender.id(),
                            phone,
                            ledger.house().hash().apply(secret),
                            ledger.now().plus(CODE_LIFE)));
            String text = ledger.house().texts().voice(to.language(), true).say("sms.code", Map.of("secret", secret));
            ledger.send(Letter.to(to.id(), Purpose.CODE, Draft.words(text), ledger.now()), to.channel());
        }
        next(Kept.proof(PHONE_CODE, null), "ask.proof.code");
    }

    private void code(String typed) {
        Optional<Query.SentCode> sent =
                ledger.know(new Query.OpenCode(sender.id())).filter(code -> code.tries() < MOST_CODE_TRIES);
        boolean right = sent.filter(
                        code -> code.codeHash().equals(ledger.house().hash().apply(typed)))
                .isPresent();
        sent.ifPresent(code ->
                ledger.writes().codeUses.put(code.id(), new Confirmations.Use(code.tries() + (right ? 0 : 1), right)));
        if (right) {
            bound(sent.get().people(), "PHONE");
        } else {
            wrong(Kept.proof(PHONE_CODE, null));
        }
    }

    /** What was taken for a name and is none may be the matter itself: it is not lost. */
    private void keep(String text) {
        Speaker speaker = new Speaker(ledger, said);
        speaker.latest()
                .filter(ticket -> ticket.open() && !text.matches("\\d{4}"))
                .ifPresent(ticket -> speaker.record(ticket, Utterance.words(text)));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // the result

    /** What he wrote before we knew him goes to his cadre, unless it may be about an official or for somebody else: then he is asked. */
    private void bound(List<KnownPerson> people, String strength) {
        ledger.question(sender.id(), Topic.PROOF).ifPresent(ledger::end);
        people.forEach(person -> ledger.bind(sender.id(), person, strength));
        KnownPerson person = people.get(0);
        Speaker speaker = new Speaker(ledger, said);
        Matters matters = new Matters(speaker);
        List<Ticket> waiting = ledger.ticketsOf(sender.id()).stream()
                .filter(t -> t.open() && t.subject().householdId() == null && !t.confidential() && !t.anonymous())
                .toList();
        Optional<Ticket> moving = waiting.stream()
                .filter(t -> t.hold() == Hold.UNBOUND)
                .filter(t -> speaker.byRoute().size() == 1 && !matters.suspicious(t))
                .findFirst();
        Holder cadre = Routing.first(ledger.directory().line(person.household()), Set.of());
        Map<String, String> values = Map.of(
                "who", person.name(),
                "holder", new Labels(ledger).holder(cadre, voice),
                "code", moving.map(Ticket::code).orElse(""));
        String done = voice.say(moving.isPresent() ? "proof.done.moved" : "proof.done", values);
        ledger.reply(said, List.of(done), moving.orElse(null));
        waiting.forEach(ticket -> adopt(ticket, speaker, matters, strength));
    }

    private void adopt(Ticket ticket, Speaker speaker, Matters matters, String strength) {
        ledger.record(ticket, "BOUND", "VILLAGER", sender.id(), strength, null);
        KnownPerson person = speaker.people().get(0);
        if (ticket.hold() == Hold.ASKED) {
            ticket.identify(speaker.subject(person));
        } else if (speaker.byRoute().size() > 1) {
            matters.askForWhom(ticket);
        } else {
            matters.route(ticket, person);
        }
    }
}
