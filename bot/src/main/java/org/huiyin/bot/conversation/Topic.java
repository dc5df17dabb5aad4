package org.huiyin.bot.conversation;

/** What somebody can be asked, or his next words be meant for. The names are stored. */
public enum Topic {
    /** "Is this about your cadre?" Silence means yes. */
    ABOUT,
    /** "Solved?" Silence means yes, if it is known that the question arrived. */
    SOLVED,
    /** It ended without your yes: is it solved all the same? */
    CONTEST,
    /** How well was it done? */
    RATING,
    /** May this be shown? */
    CONSENT,
    /** Who are you? By the code on the card, or a phone. */
    PROOF,
    /** For whom do you speak? */
    WHO_FOR,
    /** The next words are a complaint. */
    COMPLAINT,
    /** The next words are another matter. */
    NEW_MATTER,
    /** The next words say what the escort is wanted for. */
    ESCORT,
    /** Which of your tickets are these words for? */
    WHICH,
    /** Which of the people of that name? */
    PERSON,
    /** A list was shown, and more of it may be wished. */
    LIST,
    /** A button aimed the next words at a ticket. */
    AIM
}
