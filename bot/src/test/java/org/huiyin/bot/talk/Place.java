package org.huiyin.bot.talk;

import java.util.concurrent.atomic.AtomicInteger;

/** One copy of the sample township and everybody in it. */
final class Place {
    private static final AtomicInteger STRANGERS = new AtomicInteger();
    final TalkService service;
    final int number;

    Place(TalkService service, int number) {
        this.service = service;
        this.number = number;
    }

    /** Somebody of the sample county, in his chat. */
    Person person(String code) {
        return new Person(service, "sim", ManyPlaces.code(code, number));
    }

    /** Somebody of the sample county with a phone that knows text messages only; {@code phone} as in the sample. */
    Person phone(String phone) {
        return new Person(service, "sim-sms", "+86" + ManyPlaces.phone(phone, number));
    }

    /** Somebody nobody knows. */
    Person stranger() {
        return new Person(service, "sim", "stranger" + STRANGERS.incrementAndGet());
    }

    /** The code of a household of the sample county, as its card says it. */
    String household(String code) {
        return ManyPlaces.code(code, number);
    }

    /** The phone number of a villager of the sample county. */
    String number(String phone) {
        return ManyPlaces.phone(phone, number);
    }
}
