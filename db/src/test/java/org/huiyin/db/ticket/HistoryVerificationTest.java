package org.huiyin.db.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.server.Database;
import org.huiyin.db.ticket.HistoryRoot.Signer;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can write everything in the database and has no key cannot change what was sealed without its being found. */
class HistoryVerificationTest {
    private static final String COUNTY = """
            INSERT INTO grid (code, name, level) VALUES ('C', 'county', 'COUNTY');
            INSERT INTO duty (kind, grid_id) VALUES ('DESK', 1);
            """;
    private static final Signer SIGNER = Signer.of(new Vault(Keys.generate()).derive("history"));

    private final TestDatabase own = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final Database database = new Database(vertx, own.url(), 2);
    private final Keys keys = Keys.generate();
    private Histories histories = new Histories(new Vault(keys));
    private final List<HistoryRoot> roots = new ArrayList<>();
    private Connection connection;

    @BeforeEach
    void county() throws SQLException {
        connection = own.connect();
        connection.setAutoCommit(false);
        run(COUNTY);
        for (int ticket = 1; ticket <= 3; ticket++) {
            run(
                    "INSERT INTO ticket (id, code, kind, urgency, state, holder_id, opened_at, spoken_at, seq, head) VALUES ("
                            + ticket + ", 'T" + ticket + "', 'HELP', 'NORMAL', 'OPEN', 1, now(), now(), 0, '')");
        }
        grow("甲");
        seal();
        grow("乙");
        seal();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close().await();
        vertx.close().await();
        own.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        connection.commit();
    }

    /** Another row for each ticket. */
    private void grow(String words) throws SQLException {
        for (long ticket = 1; ticket <= 3; ticket++) {
            HistoryRow row = next(ticket, words);
            histories.append(database.pool(), List.of(row)).await();
            head(ticket, row);
        }
    }

    private HistoryRow next(long ticket, String words) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("SELECT seq, head FROM ticket WHERE id = " + ticket);
                var row = read.executeQuery()) {
            row.next();
            return HistoryChain.next(
                    ticket,
                    row.getInt(1),
                    Buffer.buffer(row.getBytes(2)),
                    Instant.now(),
                    "SAID",
                    "VILLAGER",
                    null,
                    new Charge(0, 1, null, false),
                    "",
                    words);
        }
    }

    private void head(long ticket, HistoryRow row) throws SQLException {
        try (PreparedStatement write =
                connection.prepareStatement("UPDATE ticket SET seq = ?, head = ? WHERE id = ?")) {
            write.setInt(1, row.seq());
            write.setBytes(2, row.hash().getBytes());
            write.setLong(3, ticket);
            write.executeUpdate();
        }
        connection.commit();
    }

    private Optional<HistoryRoot> seal() {
        Optional<HistoryRoot> root =
                HistoryRoots.seal(database.pool(), Instant.now(), SIGNER).await();
        root.ifPresent(roots::add);
        return root;
    }

    private HistoryVerification.Found verify(@Nullable String published) throws SQLException {
        HistoryVerification.Found found = HistoryVerification.of(connection, SIGNER.publicKey(), published);
        connection.commit();
        return found;
    }

    // ----------------------------------------------------------------------------------------------------------------------------

    @Test
    void whatWasNotTouchedHoldsAndIsSealedOnce() throws SQLException {
        assertThat(roots)
                .hasSize(2)
                .allSatisfy(root -> assertThat(root.leaves()).hasSize(3));
        assertThat(seal()).as("nothing has grown").isEmpty();
        HistoryVerification.Found found = verify(roots.get(0).name());
        assertThat(found.problem()).isEmpty();
        assertThat(found.roots()).isEqualTo(2);
        assertThat(found.rows()).isEqualTo(6);
        assertThat(found.last()).isEqualTo(roots.get(1).name());
        grow("丙");
        assertThat(seal().orElseThrow().previous()).isEqualTo(roots.get(1).chain());
        assertThat(verify(null).problem()).isEmpty();
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                arguments("words are erased", "UPDATE history SET body = NULL", ""),
                arguments(
                        "a ticket is gone",
                        "DELETE FROM history WHERE ticket_id = 2; DELETE FROM ticket WHERE id = 2",
                        "the ticket with the id 2 is missing"),
                arguments(
                        "the end is cut off, and the ticket agrees",
                        "DELETE FROM history WHERE ticket_id = 2 AND seq = 2; UPDATE ticket SET seq = 1, head ="
                                + " (SELECT hash FROM history WHERE ticket_id = 2) WHERE id = 2",
                        "row 2 of ticket T2 is missing"),
                arguments("a root is gone", "DELETE FROM history_root WHERE n = 1", "root 1 is missing"),
                arguments(
                        "a root's leaves are others",
                        "UPDATE history_root SET leaves = substring(leaves from 45) WHERE n = 2",
                        "was changed, or is not signed by this county's key"),
                arguments(
                        "a root's signature is another's",
                        "UPDATE history_root SET signature = (SELECT signature FROM history_root WHERE n = 1) WHERE n = 2",
                        "root 2 of"),
                arguments(
                        "a root follows another",
                        "UPDATE history_root SET previous = chain WHERE n = 2",
                        "does not follow the one before it"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void whatWasTamperedWithIsNamed(String label, String sql, String problem) throws SQLException {
        run(sql);
        String found = verify(null).problem().orElse("");
        assertThat(found).as(label).contains(problem);
        assertThat(found.isEmpty()).as(label).isEqualTo(problem.isEmpty());
    }

    /** As somebody would who knows how it works: other words, every hash after them anew, and the ticket agrees. */
    @Test
    void aChainThatWasHashedAgainIsFound() throws SQLException {
        run("DELETE FROM history WHERE ticket_id = 3");
        run("UPDATE ticket SET seq = 0, head = '' WHERE id = 3");
        for (String words : List.of("别的", "乙")) {
            HistoryRow row = next(3, words);
            histories.append(database.pool(), List.of(row)).await();
            head(3, row);
        }
        assertThat(HistoryAudit.of(connection).broken())
                .as("the chain itself holds")
                .isEmpty();
        assertThat(verify(null).problem().orElse("")).contains("the history of ticket T3 was changed up to row 1");
    }

    /** Even with the key: what was published is known outside. */
    @Test
    void whoSealsEverythingAgainIsFoundByAPublishedRoot() throws SQLException {
        String published = roots.get(1).name();
        run("DELETE FROM history_root");
        run(
                "DELETE FROM history WHERE seq = 2; UPDATE ticket SET seq = 1, head = (SELECT hash FROM history h WHERE h.ticket_id = ticket.id)");
        assertThat(seal()).isPresent();
        assertThat(verify(null).problem()).isEmpty();
        assertThat(verify(published).problem().orElse("")).contains("is not among the roots");
    }

    @Test
    void itHoldsAfterTheKeysWereRotated() throws SQLException {
        Keys extended = keys.extended();
        Keys settled = extended.settled();
        assertThat(Signer.of(new Vault(settled).derive("history")).publicKey())
                .as("who signs stays the same")
                .isEqualTo(Signer.of(new Vault(keys).derive("history")).publicKey());
        histories = new Histories(new Vault(settled));
        grow("丙");
        seal();
        assertThat(verify(roots.get(0).name()).problem()).isEmpty();
        assertThat(HistoryAudit.of(connection).broken()).isEmpty();
        assertThat(words(settled)).containsExactly("甲", "乙", "丙");
        assertThat(words(extended)).as("a node that was not restarted yet").containsExactly("甲", "乙", "丙");
        assertThatThrownBy(() -> words(keys)).hasStackTraceContaining("does not open with this key");
    }

    private List<String> words(Keys with) {
        return new Histories(new Vault(with))
                .story(database.pool(), Set.of(1L)).await().stream()
                        .map(row -> String.valueOf(row.body()))
                        .toList();
    }

    @Test
    void theAuditNamesTheFirstRowThatDoesNotHold() throws SQLException {
        run(
                "UPDATE history SET detail = 'x' WHERE ticket_id = 1 AND seq = 2; UPDATE history SET kind = 'NOTE' WHERE ticket_id = 2 AND seq = 1");
        assertThat(HistoryAudit.of(connection).broken()).containsExactly("T1 row 2", "T2 row 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"level = 3", "duty_id = 2", "grid_id = 9", "kept = true"})
    void whoHadTheTicketThenIsUnderTheHash(String change) throws SQLException {
        run("UPDATE history SET " + change + " WHERE ticket_id = 3 AND seq = 2");
        assertThat(HistoryAudit.of(connection).broken()).containsExactly("T3 row 2");
    }
}
