// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.testkit;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The mails that came, in order of their coming; tells who wants to know of each. */
public final class Mailbag extends AbstractList<SmtpTestServer.TakenMail> {

    private final List<SmtpTestServer.TakenMail> mails = new CopyOnWriteArrayList<>();
    private final List<Consumer<SmtpTestServer.TakenMail>> listeners = new CopyOnWriteArrayList<>();

    Mailbag() {}

    /** Calls this with each mail that comes from now on, before its sender is told that it was taken. */
    public void onEach(Consumer<SmtpTestServer.TakenMail> listener) {
        listeners.add(listener);
    }

    @Override
    public boolean add(SmtpTestServer.TakenMail mail) {
        mails.add(mail);
        listeners.forEach(listener -> listener.accept(mail));
        return true;
    }

    @Override
    public SmtpTestServer.TakenMail get(int index) {
        return mails.get(index);
    }

    @Override
    public SmtpTestServer.TakenMail remove(int index) {
        return mails.remove(index);
    }

    @Override
    public void clear() {
        mails.clear();
    }

    @Override
    public int size() {
        return mails.size();
    }

    /** Of the mails that are here now, whatever comes or goes meanwhile. */
    @Override
    public Iterator<SmtpTestServer.TakenMail> iterator() {
        return mails.iterator();
    }
}
