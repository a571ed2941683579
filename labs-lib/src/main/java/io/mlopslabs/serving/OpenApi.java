// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** The OpenAPI document of a server. */
final class OpenApi {
    private OpenApi() {}

    static ObjectNode of(Collection<ServedModel> models, ServerLimits limits, boolean metrics) {
        return JsonNodeFactory.instance.objectNode().put("openapi", "3.0.3");
    }
}
