// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.ledger;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections to a real database, which fail or hang when told to. */
public final class FlakyDatabase implements DataSource {

    private final DataSource database;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile boolean down;
    private volatile boolean answerLost;
    private volatile CountDownLatch hanging = new CountDownLatch(0);

    public FlakyDatabase(DataSource database) {
        this.database = database;
    }

    public void goDown() {
        down = true;
    }

    void hang() {
        hanging = new CountDownLatch(1);
    }

    public void comeUp() {
        down = false;
        hanging.countDown();
    }

    void loseTheNextCommitAnswer() {
        answerLost = true;
    }

    int open() {
        return open.get();
    }

    int closedInATransaction() {
        return unfinished.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        step();
        Connection real = database.getConnection();
        open.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                FlakyDatabase.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return called(real, method.getName(), () -> method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @FunctionalInterface
    private interface Call {
        Object done() throws ReflectiveOperationException;
    }

    private Object called(Connection real, String name, Call call) throws SQLException, ReflectiveOperationException {
        if (name.equals("close")) {
            unfinished.addAndGet(real.getAutoCommit() ? 0 : 1);
            open.decrementAndGet();
            return call.done();
        }
        step();
        Object result = call.done();
        if (name.equals("commit") && answerLost) {
            answerLost = false;
            throw new SQLException("the connection was lost", "08006");
        }
        return result;
    }

    private void step() throws SQLException {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
        if (down) {
            throw new SQLException("the database is down", "08001");
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
