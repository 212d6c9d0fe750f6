package io.millrace.cli.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker, its own controller, in this process; reached from this machine only.
 *
 * <p>Its directory keeps topics and records: a broker started again on it, on whatever port, goes on with them. Records
 * survive a killed process, not loss of power, which is Kafka's own default.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final long LEADERS_NANOS = 30_000_000_000L;
    private static final long RETRY_NANOS = 5_000_000L;

    private static final String NODE_ID = "1";

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private Admin admin;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts a broker on a free port. */
    public static EmbeddedKafka start(Path directory) {
        return start(directory, 0);
    }

    /**
     * Starts a broker; returns when it takes requests.
     *
     * @param directory where its logs are, or will be
     * @param port the port it listens on; 0 for a free one
     * @throws UncheckedIOException if the directory cannot be used or the port is taken
     */
    public static EmbeddedKafka start(Path directory, int port) {
        Path logs = directory.toAbsolutePath();
        KafkaRaftServer server = null;
        try {
            Files.createDirectories(logs);
            int brokerPort = reserve(port);
            int controllerPort = reserve(0);
            format(logs);
            server = new KafkaRaftServer(
                    KafkaConfig.fromProps(properties(logs, brokerPort, controllerPort), false), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, "localhost:" + brokerPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            if (server != null) {
                server.shutdown();
            }
            throw e;
        }
    }

    /** Checks that a port is free, or finds one that is. */
    private static int reserve(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException("Port " + port + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Writes the files that a broker expects in its directory, unless it has been here before. */
    private static void format(Path logs) throws IOException {
        if (Files.exists(logs.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(Integer.parseInt(NODE_ID))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(logs.toString())
                    .addDirectory(logs.toString())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The directory " + logs + " cannot be prepared for a broker", e);
        }
    }

    private static Properties properties(Path logs, int brokerPort, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                NODE_ID,
                "controller.quorum.voters",
                NODE_ID + "@localhost:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://localhost:" + brokerPort + ",CONTROLLER://localhost:" + controllerPort,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                logs.toString(),
                "auto.create.topics.enable",
                "false"));
        // A single small broker: no copies elsewhere, few threads, little memory, nothing to wait for.
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1"));
        properties.putAll(Map.of(
                "group.initial.rebalance.delay.ms", "0",
                // After a kill the controller takes the broker back only when the old session has timed out.
                "broker.session.timeout.ms", "2500",
                "broker.heartbeat.interval.ms", "250",
                "num.network.threads", "2",
                "num.io.threads", "2",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "log.segment.delete.delay.ms", "1000"));
        return properties;
    }

    /** Where clients connect: {@code localhost:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    public int port() {
        return Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1));
    }

    /** Makes a topic, unless there is one of this name. */
    public void createTopic(String name, int partitions) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.of((short) 1));
        try {
            admin().createTopics(Set.of(topic)).all().get();
            awaitLeaders(name, partitions);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("The topic " + name + " cannot be made", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while making the topic " + name, e);
        }
    }

    /**
     * Waits until each partition has a leader that answers. Records sent earlier may meet one half-way through: a first batch is
     * refused and a second one taken, after which the first is out of order for good. A broker that has not heard of the topic yet
     * is asked again; the client does that by itself only once the topic is known.
     */
    private void awaitLeaders(String topic, int partitions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        long deadline = System.nanoTime() + LEADERS_NANOS;
        while (true) {
            try {
                admin().listOffsets(ends).all().get();
                return;
            } catch (ExecutionException e) {
                boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!unknown || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /** A client for everything else that can be done to the broker; closed with it. */
    public synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        }
        return admin;
    }

    /** Stops the broker and closes its logs. */
    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
            admin = null;
        }
        server.shutdown();
        server.awaitShutdown();
    }
}
