package org.huiyin.bot.cli;

import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.huiyin.bot.config.ServiceConfig;
import org.huiyin.db.vault.KeyCheck;
import org.huiyin.db.vault.KeyCheck.Fit;
import org.huiyin.db.vault.KeyFile;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;
import org.huiyin.db.vault.VaultFailure;

/**
 * Where the county's keys are: the text in {@code HUIYIN_KEYS}, or a file. New ones are made only for a database that holds nothing sealed.
 *
 * @param text the keys themselves, where the environment has them
 */
record KeySource(Optional<String> text, Path file) {

    static KeySource of(Surroundings surroundings, ServiceConfig config) {
        Path file = config.keyFile().orElseGet(() -> new DataDirectory(surroundings.dataDirectory()).keyFile());
        return new KeySource(
                surroundings.variable("HUIYIN_KEYS"), file.toAbsolutePath().normalize());
    }

    /**
     * The vault for the database behind {@code client}. Blocking.
     *
     * @throws CommandFailure when the keys are not there, not readable, or not the ones the data were sealed with
     */
    Vault vault(SqlClient client) {
        boolean isSealed = KeyCheck.isSealed(client).await();
        KeyFile keyFile = new KeyFile(file);
        boolean isNew = text.isEmpty() && !keyFile.exists();
        if (isNew && isSealed) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "the key file " + file
                            + " is missing, and the database is sealed with its keys: put your copy of it"
                            + " back, or give its text in HUIYIN_KEYS");
        }
        Vault vault = new Vault(keys(keyFile, isNew));
        if (KeyCheck.bind(client, vault).await() == Fit.FITS) {
            return vault;
        }
        if (isNew) {
            discard();
        }
        throw new CommandFailure(
                ExitCode.BAD_INPUT,
                "the keys in " + name()
                        + " are not the ones this database is sealed with: use the file that was made with"
                        + " the database");
    }

    /** The keys that are there, for something that they must fit; none are made. Empty where there are none. */
    Optional<Vault> present() {
        KeyFile keyFile = new KeyFile(file);
        return text.isEmpty() && !keyFile.exists() ? Optional.empty() : Optional.of(new Vault(keys(keyFile, false)));
    }

    private Keys keys(KeyFile keyFile, boolean isNew) {
        try {
            if (text.isPresent()) {
                // One line is easier to keep in an environment than two.
                return Keys.parse(text.get().replace(" seal ", "\nseal "));
            }
            return isNew ? keyFile.create() : keyFile.read();
        } catch (VaultFailure e) {
            String where = text.isPresent() ? "HUIYIN_KEYS: " : "";
            throw new CommandFailure(ExitCode.BAD_INPUT, where + e.getMessage(), e);
        }
    }

    /** Another node bound the database while we made keys of our own, which nothing was sealed with. */
    private void discard() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the unused key file " + file + " cannot be removed", e);
        }
    }

    String name() {
        return text.isPresent() ? "HUIYIN_KEYS" : file.toString();
    }
}
