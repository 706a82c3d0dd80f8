// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.examples.cluster;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The queues of the broker. */
final class Queues {

    static final String MAILS = "mails";
    static final String UNCERTAIN = "mails.uncertain";
    static final String FAILED = "mails.failed";

    /**
     * A mail that waits for a person.
     *
     * @param messageId null where it was refused before it was a mail
     */
    record Waiting(String id, String messageId, String reason) {}

    private final String url;

    Queues(String url) {
        this.url = url;
    }

    /** How many messages are in a queue, those included that a worker has or that wait for another attempt. */
    long size(String queue) throws Exception {
        return query(queue).getMessageCount();
    }

    /** How many mails the workers can take at once. */
    int consumers() throws Exception {
        return query(MAILS).getConsumerCount();
    }

    private ClientSession.QueueQuery query(String queue) throws Exception {
        try (ServerLocator locator = ActiveMQClient.createServerLocator(url);
                ClientSessionFactory factory = locator.createSessionFactory();
                ClientSession session = factory.createSession()) {
            return session.queueQuery(SimpleString.of(queue));
        }
    }

    /** Puts mails into the queue, all or none. */
    void send(List<String> ids) {
        try (JMSContext jms = connections().createContext(JMSContext.SESSION_TRANSACTED)) {
            ids.forEach(id -> jms.createProducer().send(jms.createQueue(MAILS), id));
            jms.commit();
        }
    }

    /** What waits for a person in a queue. */
    List<Waiting> waiting(String queue) throws JMSException {
        List<Waiting> waiting = new ArrayList<>();
        try (JMSContext jms = connections().createContext();
                QueueBrowser browser = jms.createBrowser(jms.createQueue(queue))) {
            for (Object found : Collections.list(browser.getEnumeration())) {
                Message message = (Message) found;
                waiting.add(new Waiting(
                        message.getBody(String.class),
                        message.getStringProperty("messageId"),
                        message.getStringProperty("reason")));
            }
        }
        return waiting;
    }

    /**
     * Takes a mail out of the queue where it waits for a person.
     *
     * @param again whether it goes back to the workers
     * @return whether it was there
     */
    boolean take(String queue, String id, boolean again) throws JMSException {
        try (JMSContext jms = connections().createContext(JMSContext.SESSION_TRANSACTED)) {
            String selector = "id = '" + id.replace("'", "''") + "'";
            Message message =
                    jms.createConsumer(jms.createQueue(queue), selector).receive(2_000);
            if (message != null && again) {
                jms.createProducer().send(jms.createQueue(MAILS), message.getBody(String.class));
            }
            jms.commit();
            return message != null;
        }
    }

    private ConnectionFactory connections() {
        return new ActiveMQConnectionFactory(url);
    }
}
