// Made by ossa.
CREATE CONSTRAINT ossa_node_id IF NOT EXISTS FOR (n:OssaNode) REQUIRE n.id IS UNIQUE;
UNWIND [
{id: 'agent:auditor@2.1.0', kind: 'agent', name: 'auditor', version: '2.1.0', type: 'critic', community: 0, file: 'fleet.yaml', document: 1, pointer: '', line: 12},
{id: 'agent:clerk@1.0.0', kind: 'agent', name: 'clerk', version: '1.0.0', type: 'worker', community: 0, file: 'fleet.yaml', pointer: '', line: 1}
] AS row MERGE (n:OssaNode {id: row.id}) SET n += row, n:`Agent`;
UNWIND [
{id: 'capability:audit', kind: 'capability', name: 'audit', community: 0, file: 'fleet.yaml', document: 1, pointer: '/spec/capabilities/0/name', line: 18},
{id: 'capability:read-invoice', kind: 'capability', name: 'read-invoice', community: 0, file: 'fleet.yaml', pointer: '/spec/capabilities/0/name', line: 9}
] AS row MERGE (n:OssaNode {id: row.id}) SET n += row, n:`Capability`;
UNWIND [
{id: 'domain:billing', kind: 'domain', name: 'billing', community: 0, file: 'fleet.yaml', pointer: '/spec/domains/0', line: 6}
] AS row MERGE (n:OssaNode {id: row.id}) SET n += row, n:`Domain`;
UNWIND [
{id: 'operation:invoices.openapi.yaml#getInvoice', kind: 'operation', name: 'getInvoice', community: 0, file: 'invoices.openapi.yaml', pointer: '/paths/~1invoices~1{id}/get', line: 5}
] AS row MERGE (n:OssaNode {id: row.id}) SET n += row, n:`Operation`;
UNWIND [
{id: 'protocol:rest', kind: 'protocol', name: 'rest', community: 0, file: 'fleet.yaml', pointer: '/spec/protocols/0', line: 7}
] AS row MERGE (n:OssaNode {id: row.id}) SET n += row, n:`Protocol`;
UNWIND [
{id: 'schema:3797626bd17e346d', kind: 'schema', name: 'read-invoice input', file: 'fleet.yaml', pointer: '/spec/capabilities/0/operation', line: 10},
{id: 'schema:ff776df9e304ddb1', kind: 'schema', name: 'read-invoice output', file: 'fleet.yaml', pointer: '/spec/capabilities/0/operation', line: 10}
] AS row MERGE (n:OssaNode {id: row.id}) SET n += row, n:`Schema`;
UNWIND [
{id: 'task:pipeline@1.0.0/audit', kind: 'task', name: 'pipeline/audit', community: 0, file: 'pipeline.yaml', pointer: '/spec/tasks/audit', line: 7},
{id: 'task:pipeline@1.0.0/read', kind: 'task', name: 'pipeline/read', community: 0, file: 'pipeline.yaml', pointer: '/spec/tasks/read', line: 6}
] AS row MERGE (n:OssaNode {id: row.id}) SET n += row, n:`Task`;
UNWIND [
{id: 'workflow:pipeline@1.0.0', kind: 'workflow', name: 'pipeline', version: '1.0.0', community: 0, file: 'pipeline.yaml', pointer: '', line: 1}
] AS row MERGE (n:OssaNode {id: row.id}) SET n += row, n:`Workflow`;
UNWIND [
{source: 'agent:clerk@1.0.0', target: 'schema:3797626bd17e346d', props: {kind: 'accepts', origin: 'declared', weight: 1, mentions: 1, rule: 'capability-schema', file: 'fleet.yaml', pointer: '/spec/capabilities/0/operation', line: 10}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`ACCEPTS`]->(target) SET r += row.props;
UNWIND [
{source: 'task:pipeline@1.0.0/audit', target: 'agent:auditor@2.1.0', props: {kind: 'assigned-to', origin: 'declared', weight: 1, mentions: 1, rule: 'workflow-task', file: 'pipeline.yaml', pointer: '/spec/tasks/audit/agent', line: 7}},
{source: 'task:pipeline@1.0.0/read', target: 'agent:clerk@1.0.0', props: {kind: 'assigned-to', origin: 'declared', weight: 1, mentions: 1, rule: 'workflow-task', file: 'pipeline.yaml', pointer: '/spec/tasks/read/agent', line: 6}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`ASSIGNED_TO`]->(target) SET r += row.props;
UNWIND [
{source: 'capability:read-invoice', target: 'operation:invoices.openapi.yaml#getInvoice', props: {kind: 'bound-to', origin: 'declared', weight: 1, mentions: 1, rule: 'capability-operation', file: 'fleet.yaml', pointer: '/spec/capabilities/0/operation', line: 10}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`BOUND_TO`]->(target) SET r += row.props;
UNWIND [
{source: 'agent:clerk@1.0.0', target: 'operation:invoices.openapi.yaml#getInvoice', props: {kind: 'calls', origin: 'inferred', weight: 1, mentions: 1, rule: 'operation-use', file: 'fleet.yaml', pointer: '/spec/capabilities/0/operation', line: 10}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`CALLS`]->(target) SET r += row.props;
UNWIND [
{source: 'agent:auditor@2.1.0', target: 'agent:clerk@1.0.0', props: {kind: 'co-used', origin: 'derived', weight: 1, mentions: 2, rule: 'co-used', file: 'pipeline.yaml', pointer: '/spec/tasks/audit/agent', line: 7}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`CO_USED`]->(target) SET r += row.props;
UNWIND [
{source: 'agent:auditor@2.1.0', target: 'agent:clerk@1.0.0', props: {kind: 'depends-via-workflow', origin: 'derived', weight: 1, mentions: 3, rule: 'depends-via-workflow', file: 'pipeline.yaml', pointer: '/spec/tasks/audit/agent', line: 7}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`DEPENDS_VIA_WORKFLOW`]->(target) SET r += row.props;
UNWIND [
{source: 'agent:clerk@1.0.0', target: 'agent:auditor@2.1.0', props: {kind: 'feeds', origin: 'inferred', weight: 1, mentions: 1, rule: 'data-flow', file: 'pipeline.yaml', pointer: '/spec/tasks/audit/input/total', line: 7}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`FEEDS`]->(target) SET r += row.props;
UNWIND [
{source: 'agent:auditor@2.1.0', target: 'capability:audit', props: {kind: 'has-capability', origin: 'declared', weight: 1, mentions: 1, rule: 'agent-capability', file: 'fleet.yaml', document: 1, pointer: '/spec/capabilities/0/name', line: 18}},
{source: 'agent:clerk@1.0.0', target: 'capability:read-invoice', props: {kind: 'has-capability', origin: 'declared', weight: 1, mentions: 1, rule: 'agent-capability', file: 'fleet.yaml', pointer: '/spec/capabilities/0/name', line: 9}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`HAS_CAPABILITY`]->(target) SET r += row.props;
UNWIND [
{source: 'workflow:pipeline@1.0.0', target: 'task:pipeline@1.0.0/audit', props: {kind: 'has-task', origin: 'declared', weight: 1, mentions: 1, rule: 'workflow-task', file: 'pipeline.yaml', pointer: '/spec/tasks/audit', line: 7}},
{source: 'workflow:pipeline@1.0.0', target: 'task:pipeline@1.0.0/read', props: {kind: 'has-task', origin: 'declared', weight: 1, mentions: 1, rule: 'workflow-task', file: 'pipeline.yaml', pointer: '/spec/tasks/read', line: 6}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`HAS_TASK`]->(target) SET r += row.props;
UNWIND [
{source: 'agent:auditor@2.1.0', target: 'domain:billing', props: {kind: 'in-domain', origin: 'declared', weight: 1, mentions: 1, rule: 'agent-domain', file: 'fleet.yaml', document: 1, pointer: '/spec/domains/0', line: 17}},
{source: 'agent:clerk@1.0.0', target: 'domain:billing', props: {kind: 'in-domain', origin: 'declared', weight: 1, mentions: 1, rule: 'agent-domain', file: 'fleet.yaml', pointer: '/spec/domains/0', line: 6}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`IN_DOMAIN`]->(target) SET r += row.props;
UNWIND [
{source: 'task:pipeline@1.0.0/audit', target: 'capability:audit', props: {kind: 'performs', origin: 'declared', weight: 1, mentions: 1, rule: 'workflow-task', file: 'pipeline.yaml', pointer: '/spec/tasks/audit/capability', line: 7}},
{source: 'task:pipeline@1.0.0/read', target: 'capability:read-invoice', props: {kind: 'performs', origin: 'declared', weight: 1, mentions: 1, rule: 'workflow-task', file: 'pipeline.yaml', pointer: '/spec/tasks/read/capability', line: 6}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`PERFORMS`]->(target) SET r += row.props;
UNWIND [
{source: 'task:pipeline@1.0.0/audit', target: 'task:pipeline@1.0.0/read', props: {kind: 'reads-from', origin: 'inferred', weight: 1, mentions: 1, rule: 'task-reads', file: 'pipeline.yaml', pointer: '/spec/tasks/audit/input/total', line: 7}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`READS_FROM`]->(target) SET r += row.props;
UNWIND [
{source: 'agent:clerk@1.0.0', target: 'schema:ff776df9e304ddb1', props: {kind: 'returns', origin: 'declared', weight: 1, mentions: 1, rule: 'capability-schema', file: 'fleet.yaml', pointer: '/spec/capabilities/0/operation', line: 10}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`RETURNS`]->(target) SET r += row.props;
UNWIND [
{source: 'agent:auditor@2.1.0', target: 'agent:clerk@1.0.0', props: {kind: 'reviews', origin: 'declared', weight: 1, mentions: 1, rule: 'agent-relation', file: 'fleet.yaml', document: 1, pointer: '/spec/reviews/0', line: 19}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`REVIEWS`]->(target) SET r += row.props;
UNWIND [
{source: 'workflow:pipeline@1.0.0', target: 'agent:auditor@2.1.0', props: {kind: 'runs-agent', origin: 'inferred', weight: 1, mentions: 1, rule: 'workflow-use', file: 'pipeline.yaml', pointer: '/spec/tasks/audit/agent', line: 7}},
{source: 'workflow:pipeline@1.0.0', target: 'agent:clerk@1.0.0', props: {kind: 'runs-agent', origin: 'inferred', weight: 1, mentions: 1, rule: 'workflow-use', file: 'pipeline.yaml', pointer: '/spec/tasks/read/agent', line: 6}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`RUNS_AGENT`]->(target) SET r += row.props;
UNWIND [
{source: 'workflow:pipeline@1.0.0', target: 'capability:audit', props: {kind: 'runs-capability', origin: 'inferred', weight: 1, mentions: 1, rule: 'workflow-use', file: 'pipeline.yaml', pointer: '/spec/tasks/audit/capability', line: 7}},
{source: 'workflow:pipeline@1.0.0', target: 'capability:read-invoice', props: {kind: 'runs-capability', origin: 'inferred', weight: 1, mentions: 1, rule: 'workflow-use', file: 'pipeline.yaml', pointer: '/spec/tasks/read/capability', line: 6}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`RUNS_CAPABILITY`]->(target) SET r += row.props;
UNWIND [
{source: 'agent:auditor@2.1.0', target: 'agent:clerk@1.0.0', props: {kind: 'shares-domain', origin: 'derived', weight: 1, mentions: 2, rule: 'shared-domain', file: 'fleet.yaml', pointer: '/spec/domains/0', line: 6}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`SHARES_DOMAIN`]->(target) SET r += row.props;
UNWIND [
{source: 'agent:clerk@1.0.0', target: 'protocol:rest', props: {kind: 'speaks', origin: 'declared', weight: 1, mentions: 1, rule: 'agent-protocol', file: 'fleet.yaml', pointer: '/spec/protocols/0', line: 7}}
] AS row MATCH (source:OssaNode {id: row.source}) MATCH (target:OssaNode {id: row.target}) MERGE (source)-[r:`SPEAKS`]->(target) SET r += row.props;
