// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import io.mlopslabs.delivery.Backends.Outcome;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** One plan while it is in force: who gets a request, and what came of it. */
final class Phase {
    private static final class Backend {
        private final URI server;
        private final LongAdder requests = new LongAdder();
        private final LongAdder failures = new LongAdder();

        Backend(URI server) {
            this.server = server;
        }
    }

    private final Routing routing;
    private final Map<Role, Backend> backends = new EnumMap<>(Role.class);
    private final AtomicLong withoutKey = new AtomicLong();
    private final Comparisons comparisons;

    Phase(Routing routing) {
        this.routing = routing;
        Comparisons compared = new Comparisons(0, Set.of());
        if (routing instanceof Routing.Single single) {
            backends.put(Role.LIVE, new Backend(single.live()));
        } else if (routing instanceof Routing.Shadow shadow) {
            backends.put(Role.LIVE, new Backend(shadow.live()));
            backends.put(Role.CANDIDATE, new Backend(shadow.candidate()));
            compared = new Comparisons(shadow.tolerance(), shadow.ignored());
        } else if (routing instanceof Routing.Canary canary) {
            backends.put(Role.STABLE, new Backend(canary.stable()));
            backends.put(Role.CANDIDATE, new Backend(canary.candidate()));
        } else if (routing instanceof Routing.BlueGreen colours) {
            backends.put(Role.BLUE, new Backend(colours.blue()));
            backends.put(Role.GREEN, new Backend(colours.green()));
        }
        comparisons = compared;
    }

    Routing routing() {
        return routing;
    }

    Comparisons comparisons() {
        return comparisons;
    }

    /** Returns who answers. */
    Role choose(Headers request) {
        if (routing instanceof Routing.Canary canary) {
            String override = request.first(canary.overrideHeader());
            if ("always".equals(override)) {
                return Role.CANDIDATE;
            }
            if ("never".equals(override)) {
                return Role.STABLE;
            }
            String key = request.first(canary.keyHeader());
            return canary.role(key == null ? "request " + withoutKey.getAndIncrement() : key);
        }
        return routing instanceof Routing.BlueGreen colours ? colours.live() : Role.LIVE;
    }

    URI server(Role role) {
        return backends.get(role).server;
    }

    void count(Role role, Outcome outcome) {
        Backend backend = backends.get(role);
        backend.requests.increment();
        if (outcome.failed()) {
            backend.failures.increment();
        }
    }

    List<BackendCounts> counts() {
        return backends.entrySet().stream()
                .map(entry -> new BackendCounts(
                        entry.getKey(),
                        entry.getValue().server,
                        entry.getValue().requests.sum(),
                        entry.getValue().failures.sum()))
                .toList();
    }
}
