package org.huiyin.db.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.huiyin.db.vault.Vault.Hashed;
import org.huiyin.db.vault.Vault.Sealed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    private final Vault vault = new Vault(Keys.generate());

    @Test
    void opensWhatItSealedAndNothingElse() {
        byte[] sealed = vault.seal(Sealed.WORDS, "3号楼电梯坏了 😡");
        assertThat(vault.open(Sealed.WORDS, sealed)).isEqualTo("3号楼电梯坏了 😡");
        assertThatThrownBy(() -> vault.open(Sealed.NAME, sealed)).isInstanceOf(VaultFailure.class);
        assertThatThrownBy(() -> new Vault(Keys.generate()).open(Sealed.WORDS, sealed))
                .isInstanceOf(VaultFailure.class);
    }

    @Test
    void theSameWordsAreSealedDifferentlyAndHashedAlike() {
        assertThat(vault.seal(Sealed.NAME, "王秀英")).isNotEqualTo(vault.seal(Sealed.NAME, "王秀英"));
        assertThat(vault.hash(Hashed.NAME, "王秀英"))
                .isEqualTo(vault.hash(Hashed.NAME, "王秀英"))
                .hasSize(16);
        assertThat(vault.hash(Hashed.NAME, "1")).isNotEqualTo(vault.hash(Hashed.PHONE, "1"));
    }

    @Test
    void keysSurviveTheirFileAndNeverPrint(@TempDir Path folder) {
        KeyFile file = new KeyFile(folder.resolve("keys"));
        Keys keys = file.create();
        assertThat(file.read()).isEqualTo(keys).hasToString("[REDACTED]");
        assertThatThrownBy(file::create).isInstanceOf(VaultFailure.class);
    }

    @Test
    void aKeyFileThatOthersMayReadIsRefused(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("keys");
        KeyFile file = new KeyFile(path);
        file.create();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(file::read).hasMessageContaining("chmod 600");
    }

    @Test
    void aNewKeySealsOnlyWhenEverybodyCanOpenWithIt() {
        Keys first = Keys.generate();
        assertThat(first.isSettled()).isTrue();
        Keys extended = Keys.parse(first.extended().text());
        assertThat(extended.isSettled()).isFalse();
        byte[] before = new Vault(extended).seal(Vault.Sealed.WORDS, "甲");
        assertThat(new Vault(first).open(Vault.Sealed.WORDS, before)).isEqualTo("甲");
        Keys settled = extended.settled();
        assertThat(settled.isSettled()).isTrue();
        byte[] after = new Vault(settled).seal(Vault.Sealed.WORDS, "乙");
        assertThat(new Vault(extended).open(Vault.Sealed.WORDS, after)).isEqualTo("乙");
        assertThatThrownBy(() -> new Vault(first).open(Vault.Sealed.WORDS, after))
                .isInstanceOf(VaultFailure.class);
        assertThat(new Vault(settled).hash(Vault.Hashed.PHONE, "1"))
                .as("what is looked up by its hash is still found")
                .isEqualTo(new Vault(first).hash(Vault.Hashed.PHONE, "1"));
    }
}
