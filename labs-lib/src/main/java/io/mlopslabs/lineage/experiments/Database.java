// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/** One SQLite file: its tables, and statements that are each a transaction; a call waits up to 30 s for another process. */
final class Database implements AutoCloseable {
    private static final int VERSION = 1;
    private static final int PATIENCE_MS = 30_000;
    private static final long PAUSE_NS = 5_000_000;
    private static final List<String> TABLES = List.of(
            "CREATE TABLE experiment (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, created INTEGER NOT NULL)",
            "CREATE TABLE run (id TEXT PRIMARY KEY, experiment INTEGER NOT NULL REFERENCES experiment, number INTEGER NOT NULL,"
                    + " name TEXT NOT NULL, status TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER,"
                    + " UNIQUE (experiment, number))",
            // Params, tags, hashes and artifacts alike: a name has one value.
            "CREATE TABLE entry (run TEXT NOT NULL REFERENCES run, kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
                    + " bytes INTEGER, PRIMARY KEY (run, kind, name)) WITHOUT ROWID",
            // A value of NULL is NaN, which SQLite does not have.
            "CREATE TABLE metric (number INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES run, name TEXT NOT NULL,"
                    + " step INTEGER NOT NULL, value REAL, time INTEGER NOT NULL)",
            "CREATE INDEX metric_of_run ON metric (run)",
            "PRAGMA user_version = " + VERSION);

    /** Makes a value of one row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Path file;
    private final Connection connection;

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static Database open(Path file) {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "cannot load SQLite's native library; where programs may not run from %s, name another folder with -Dorg.sqlite.tmpdir"
                            .formatted(System.getProperty("java.io.tmpdir")),
                    e);
        }
        long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000L;
        while (true) {
            try {
                return new Database(file, connect(file));
            } catch (SQLException e) {
                // SQLite does not wait here by itself: another process is about to turn the write-ahead log on.
                if (!busy(e) || System.nanoTime() > deadline) {
                    throw new IllegalArgumentException(
                            "cannot open %s as an experiment file: %s".formatted(file, e.getMessage()), e);
                }
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
    }

    private static Connection connect(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_MS);
        config.setJournalMode(JournalMode.WAL);
        // Safe with a write-ahead log, which only loses the last transactions with the machine, never with the process.
        config.setSynchronous(SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            int version;
            try (ResultSet found = statement.executeQuery("PRAGMA user_version")) {
                version = found.getInt(1);
            }
            if (version == 0) {
                for (String table : TABLES) {
                    statement.execute(table);
                }
            } else if (version != VERSION) {
                throw new SQLException("it has version %d and this library knows %d".formatted(version, VERSION));
            }
            statement.execute("COMMIT");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean busy(SQLException e) {
        return e instanceof SQLiteException lite
                && (lite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY
                        || lite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY_RECOVERY
                        || lite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT
                        || lite.getResultCode() == SQLiteErrorCode.SQLITE_LOCKED);
    }

    /** Runs a statement and returns how many rows it changed. */
    synchronized int write(String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    synchronized <T> List<T> read(Reader<T> reader, String sql, Object... values) {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the experiment file %s failed: %s".formatted(file, e.getMessage()), e);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
