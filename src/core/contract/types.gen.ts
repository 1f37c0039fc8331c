// Generated from schemas/ossa.openapi.yaml by `npm run generate`. Do not edit.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An agent that speaks A2A, found by its card. One of `url` and `card` says where that is. */
        readonly A2aRuntime: {
            readonly auth?: components["schemas"]["HttpAuth"];
            /** @description A file with the card, relative to the manifest. */
            readonly card?: string;
            readonly headers?: {
                readonly [key: string]: components["schemas"]["ValueOrSecret"];
            };
            /** @description Below which /.well-known/agent-card.json is, or the address of the card, with .json at its end. */
            readonly url?: string;
        };
        /** OSSA agent manifest */
        readonly Agent: {
            /** @constant */
            readonly apiVersion: "ossa/v1";
            /** @constant */
            readonly kind: "Agent";
            readonly metadata: components["schemas"]["Metadata"];
            readonly spec: components["schemas"]["AgentSpec"];
        };
        readonly AgentDependency: {
            readonly agent: components["schemas"]["AgentReference"];
            /**
             * @description The workspace may lack it.
             * @default false
             */
            readonly optional?: boolean;
            /** @description A semver range such as ^2 or >=1.4 <3. */
            readonly version?: string;
        };
        /** @description The name of an agent of the workspace, or the path of its manifest (`./` or `../` first). */
        readonly AgentReference: string;
        readonly AgentReferences: readonly components["schemas"]["AgentReference"][];
        readonly AgentSpec: {
            readonly autonomy?: components["schemas"]["Autonomy"];
            readonly capabilities?: readonly components["schemas"]["Capability"][];
            /** @description How many attempts it carries out at the same time, of all executions in a database. Default any number. */
            readonly concurrency?: number;
            readonly dependsOn?: readonly components["schemas"]["AgentDependency"][];
            readonly domains?: readonly components["schemas"]["Label"][];
            /** @description Files that belong to the agent. */
            readonly files?: readonly components["schemas"]["FileReference"][];
            readonly governs?: components["schemas"]["AgentReferences"];
            /** @description What the agent is told to do and to be. */
            readonly instructions?: string;
            readonly integrates?: components["schemas"]["AgentReferences"];
            readonly judges?: components["schemas"]["AgentReferences"];
            readonly mcpServers?: components["schemas"]["McpServers"];
            readonly monitors?: components["schemas"]["AgentReferences"];
            readonly orchestrates?: components["schemas"]["AgentReferences"];
            readonly protocols?: readonly components["schemas"]["Label"][];
            readonly reviews?: components["schemas"]["AgentReferences"];
            readonly runtime?: components["schemas"]["Runtime"];
            readonly tools?: readonly components["schemas"]["Tool"][];
            readonly trains?: components["schemas"]["AgentReferences"];
            readonly type: components["schemas"]["AgentType"];
        };
        /** @enum {string} */
        readonly AgentType: "orchestrator" | "worker" | "critic" | "judge" | "trainer" | "governor" | "monitor" | "integrator";
        /** @description An http or https address with a path, which may end in `/**`. */
        readonly AllowedAddress: string;
        readonly Autonomy: {
            /** @enum {string} */
            readonly humanOversight?: "none" | "notification" | "approval";
            /** @enum {string} */
            readonly level?: "manual" | "supervised" | "autonomous";
        };
        /** Findings that are known, as --write-baseline writes them */
        readonly Baseline: {
            readonly findings: readonly components["schemas"]["KnownFinding"][];
            /** @constant */
            readonly version: 1;
        };
        readonly CacheClearOutput: {
            /** @description What was freed. */
            readonly bytes: number;
            /** @description False if there was nothing. */
            readonly cleared: boolean;
            /** @description Relative to the current folder. */
            readonly path: string;
        };
        readonly CacheCounts: {
            readonly hits: number;
            readonly misses: number;
        };
        readonly CacheStatusOutput: {
            readonly bytes: number;
            readonly exists: boolean;
            /** @description How many files something is remembered of. */
            readonly files: number;
            /** @description Relative to the current folder. */
            readonly path: string;
            /** @description Why it cannot be used. */
            readonly problem?: string;
        };
        /** @description What an agent offers, by name. Bound to an OpenAPI operation, or described by its own schemas. */
        readonly Capability: {
            readonly description?: string;
            readonly input?: components["schemas"]["JsonSchema"];
            /** @description Letters and digits, joined by single `-`, `_` or `.`. Unique within the agent. */
            readonly name: string;
            /** @description An OpenAPI operation as `path/to/file.yaml#operationId`, or `#/paths/~1orders/get` for a JSON pointer. */
            readonly operation?: string;
            readonly output?: components["schemas"]["JsonSchema"];
        };
        /**
         * @description A kind of change, as `ossa spec explain` lists them.
         * @enum {string}
         */
        readonly ChangeCode: "changes/agent-added" | "changes/agent-removed" | "changes/agent-type-changed" | "changes/autonomy-raised" | "changes/binding-moved" | "changes/capability-added" | "changes/capability-rebound" | "changes/capability-removed" | "changes/dependency-added" | "changes/dependency-narrowed" | "changes/details-changed" | "changes/discriminator-changed" | "changes/document-added" | "changes/document-removed" | "changes/documentation" | "changes/domain-added" | "changes/domain-removed" | "changes/error-response-removed" | "changes/field-deprecated" | "changes/input-described" | "changes/input-undescribed" | "changes/operation-added" | "changes/operation-deprecated" | "changes/operation-moved" | "changes/operation-named" | "changes/operation-removed" | "changes/operation-renamed" | "changes/output-described" | "changes/output-undescribed" | "changes/parameter-added" | "changes/parameter-deprecated" | "changes/parameter-optional" | "changes/parameter-removed" | "changes/parameter-renamed" | "changes/parameter-required" | "changes/parameter-serialisation-changed" | "changes/protocol-added" | "changes/protocol-removed" | "changes/request-alternative-added" | "changes/request-alternative-removed" | "changes/request-body-added" | "changes/request-body-optional" | "changes/request-body-removed" | "changes/request-body-required" | "changes/request-closed" | "changes/request-default-changed" | "changes/request-field-added" | "changes/request-field-optional" | "changes/request-field-refused" | "changes/request-field-removed" | "changes/request-field-required" | "changes/request-field-required-with-default" | "changes/request-format-narrowed" | "changes/request-limit-tightened" | "changes/request-maybe-closed" | "changes/request-media-type-added" | "changes/request-media-type-removed" | "changes/request-narrowed" | "changes/request-required-field-added" | "changes/request-type-narrowed" | "changes/request-undecided" | "changes/request-values-removed" | "changes/request-widened" | "changes/required-parameter-added" | "changes/response-added" | "changes/response-alternative-added" | "changes/response-alternative-removed" | "changes/response-field-added" | "changes/response-field-optional" | "changes/response-field-removed" | "changes/response-field-required" | "changes/response-field-unexpected" | "changes/response-format-widened" | "changes/response-header-added" | "changes/response-header-removed" | "changes/response-limit-loosened" | "changes/response-maybe-opened" | "changes/response-media-type-added" | "changes/response-media-type-removed" | "changes/response-narrowed" | "changes/response-opened" | "changes/response-optional-header-removed" | "changes/response-removed" | "changes/response-required-field-removed" | "changes/response-type-widened" | "changes/response-undecided" | "changes/response-values-added" | "changes/response-widened" | "changes/runtime-changed" | "changes/security-loosened" | "changes/security-tightened" | "changes/sent-optional-parameter-removed" | "changes/sent-parameter-added" | "changes/sent-parameter-removed" | "changes/server-added" | "changes/server-preferred" | "changes/server-removed" | "changes/task-added" | "changes/task-changed" | "changes/task-removed" | "changes/tool-added" | "changes/webhook-added" | "changes/webhook-removed" | "changes/workflow-added" | "changes/workflow-removed";
        readonly ChangedDocument: {
            /**
             * @description The step that its changes take from 1.0.0 on.
             * @enum {string}
             */
            readonly bump: "none" | "patch" | "minor" | "major";
            /** @description Relative to the workspace root. */
            readonly file?: string;
            /** @description Unique: `agent:NAME@VERSION`, `workflow:NAME@VERSION`, `openapi:FILE`. */
            readonly id: string;
            /** @description Its version tells of its changes. Absent where nothing is asked of it. */
            readonly isEnough?: boolean;
            /** @enum {string} */
            readonly kind: "agent" | "workflow" | "openapi";
            /** @description Of a manifest; the title of an OpenAPI document. */
            readonly name: string;
            /** @description The lowest version that tells of its changes. */
            readonly needs?: string;
            /** @description Where it was, if that was elsewhere or it is gone. */
            readonly previousFile?: string;
            readonly previousVersion?: string;
            /** @enum {string} */
            readonly status: "added" | "changed" | "removed";
            readonly version?: string;
        };
        readonly ChangedEdge: {
            readonly after: components["schemas"]["GraphEdge"];
            readonly before: components["schemas"]["GraphEdge"];
        };
        readonly ChangedNode: {
            readonly after: components["schemas"]["GraphNode"];
            readonly before: components["schemas"]["GraphNode"];
            /** @description What is different: version, type, file, labels, tags. */
            readonly fields: readonly string[];
        };
        /** @enum {string} */
        readonly ChangeFailure: "version" | "breaking" | "risky";
        /** @enum {string} */
        readonly ChangeLevel: "breaking" | "risky" | "safe";
        readonly ChangePlace: {
            readonly column: number;
            /** @description Id of the document. */
            readonly document: string;
            /** @description Where it is said now; for what is gone, that of what it was part of. */
            readonly file: string;
            readonly line: number;
            /** @description `request body`, `output`; empty for all of the subject. */
            readonly part: string;
            /** @description Where in its value: `lines[].amount`; empty for the value itself. */
            readonly path: string;
            readonly pointer: string;
            /** @description Where it was said before. */
            readonly previous: {
                readonly column: number;
                readonly file: string;
                readonly line: number;
                readonly pointer: string;
            };
            /** @description `POST /invoices`, `capability classify`, `task extract`; empty for the whole document. */
            readonly subject: string;
        };
        /** @description How `ossa spec diff` and the pre-push hook judge changes. */
        readonly ChangeSettings: {
            /**
             * @description What is an error: a version that was not raised enough, a breaking change, a risky one. Nothing: `[]`.
             * @default [
             *       "version"
             *     ]
             */
            readonly failOn?: readonly components["schemas"]["ChangeFailure"][];
            /** @description By code, such as `changes/response-values-added`. See `ossa spec explain`. */
            readonly levels?: {
                readonly [key: string]: components["schemas"]["ChangeLevel"];
            };
            /**
             * @description What the pre-push hook does about what `failOn` names: refuse the push, tell only, or not compare at all.
             * @default error
             * @enum {string}
             */
            readonly prePush?: "error" | "warning" | "off";
            /** @description Patterns (as in .gitignore) of files whose version others decide about, such as documents of vendors. It is not checked. */
            readonly unversioned?: readonly string[];
        };
        /** @description A program that reads the input as JSON from standard input and writes the output as JSON to standard output. */
        readonly CommandRuntime: {
            /** @description Relative to the manifest. Default the manifest's folder. */
            readonly cwd?: string;
            readonly env?: components["schemas"]["Environment"];
            /** @description Program and arguments. No shell. */
            readonly run: readonly string[];
        };
        readonly Community: {
            readonly agents: number;
            /** @description The larger ones come first. */
            readonly id: number;
            /** @description Its most telling terms. */
            readonly name: string;
        };
        /** @description Which kinds of edges are derived between agents. All of them, unless said otherwise. */
        readonly DerivationSwitches: {
            /** @description What a capability of the agent gives fits what one of the other takes. */
            readonly "can-feed"?: boolean;
            /** @description A workflow runs both agents. */
            readonly "co-used"?: boolean;
            /** @description The agent calls an operation that the other provides. */
            readonly "depends-via-operation"?: boolean;
            /** @description A task of the agent reads from, or waits for, a task of the other. */
            readonly "depends-via-workflow"?: boolean;
            readonly "shares-capability"?: boolean;
            readonly "shares-domain"?: boolean;
            readonly "shares-protocol"?: boolean;
            readonly "shares-tool"?: boolean;
        };
        readonly Diagnostic: {
            readonly code: string;
            readonly column: number;
            /** @description Which of the documents of the file, counted from 0. Absent for the first. */
            readonly document?: number;
            readonly endColumn?: number;
            readonly endLine?: number;
            /** @description Relative to the workspace root. */
            readonly file: string;
            /** @description A safe change, which --fix makes. */
            readonly fix?: {
                readonly column?: number;
                readonly endColumn?: number;
                readonly endLine?: number;
                readonly line?: number;
                /** @description Replaces what stands from line and column up to endLine and endColumn, of the fix if it has them. */
                readonly text: string;
            };
            /** @description What to do. */
            readonly hint?: string;
            readonly line: number;
            /** @description What is wrong. */
            readonly message: string;
            /** @description JSON pointer within the document. */
            readonly pointer: string;
            readonly related?: readonly components["schemas"]["RelatedLocation"][];
            readonly severity: components["schemas"]["Severity"];
        };
        readonly DocumentChange: {
            /** @enum {string} */
            readonly bump: "none" | "patch" | "minor" | "major";
            readonly code: string;
            /** @description Ids of the documents that have it. */
            readonly documents: readonly string[];
            /** @enum {string} */
            readonly kind: "added" | "changed" | "removed";
            readonly level: components["schemas"]["ChangeLevel"];
            readonly message: string;
            /** @description Where it bites. */
            readonly places: readonly components["schemas"]["ChangePlace"][];
            /** @description Whom it reaches, the nearest first. Empty for safe changes. */
            readonly reaches: readonly components["schemas"]["ReachedUser"][];
            /** @description Why it could not be decided. */
            readonly reason?: string;
            /** @description A value that shows it: in a request one that is refused now, in a response one that was ruled out. */
            readonly witness?: {
                readonly value: unknown;
            };
        };
        /** @description A length of time such as 500ms, 30s, 5m, 2h or 1h30m. More than 3650d counts as 3650d. */
        readonly Duration: string;
        readonly EdgeCounts: {
            readonly byKind: {
                readonly [key: string]: number;
            };
            readonly declared: number;
            readonly derived: number;
            readonly inferred: number;
        };
        /** @enum {string} */
        readonly EdgeOrigin: "declared" | "inferred" | "derived";
        readonly Environment: {
            readonly [key: string]: components["schemas"]["ValueOrSecret"];
        };
        /** @description The name of an environment variable. */
        readonly EnvironmentName: string;
        readonly EnvironmentReference: {
            readonly default?: string;
            readonly env: components["schemas"]["EnvironmentName"];
        };
        /** @description What --json prints when a command could not do its work (exit codes 2, 3 and 70). */
        readonly ErrorOutput: {
            readonly error: {
                readonly code: string;
                /** @description What led to it. */
                readonly diagnostics?: readonly components["schemas"]["Diagnostic"][];
                readonly hint?: string;
                readonly message: string;
            };
        };
        /** @description Where it is said, in the original file. */
        readonly Evidence: {
            /** @description Index of the document in a file of several; 0 where absent. */
            readonly document?: number;
            readonly file: string;
            readonly line?: number;
            readonly pointer: string;
            readonly rule: string;
            /** @description What the prose there says that one is to do with the other, as `delegate to`. */
            readonly verb?: string;
        };
        readonly ExecutionError: {
            readonly code: string;
            /** @description Whatever the agent said about it. */
            readonly details?: unknown;
            readonly message: string;
            readonly task?: string;
        };
        readonly ExecutionEvent: {
            /** Format: date-time */
            readonly at: string;
            /** @description Counts from 1 without gaps. */
            readonly seq: number;
            readonly type: string;
        };
        readonly ExecutionEventsOutput: readonly components["schemas"]["ExecutionEvent"][];
        readonly ExecutionListOutput: {
            readonly executions: readonly components["schemas"]["ExecutionSummary"][];
        };
        readonly ExecutionPruneOutput: {
            /** @description How many executions were forgotten. */
            readonly removed: number;
        };
        /** What `execution records --json` prints */
        readonly ExecutionRecordsOutput: {
            /** @description The newest first. */
            readonly records: readonly {
                /** Format: date-time */
                readonly at: string;
                /** @description The output of the task. */
                readonly data: unknown;
                readonly executionId: string;
                /** @enum {string} */
                readonly kind: "task" | "result" | "metric" | "decision" | "lesson" | "policy";
                /** @description Number of the event in the history that it came with. */
                readonly seq: number;
                readonly task: string;
                /** @description `name@version`. */
                readonly workflow: string;
            }[];
        };
        readonly ExecutionShowOutput: {
            readonly active?: boolean;
            /** Format: date-time */
            readonly createdAt: string;
            readonly durationMs: number;
            readonly error?: components["schemas"]["ExecutionError"];
            readonly executionId: string;
            readonly input: unknown;
            readonly key?: string;
            readonly output: unknown;
            readonly parent?: string;
            readonly status: components["schemas"]["ExecutionStatus"];
            readonly tasks: {
                readonly [key: string]: components["schemas"]["TaskResult"];
            };
            /** Format: date-time */
            readonly updatedAt: string;
            readonly workflow: string;
        };
        /** @enum {string} */
        readonly ExecutionStatus: "pending" | "running" | "paused" | "retrying" | "completed" | "failed" | "cancelled";
        readonly ExecutionSummary: {
            /** @description A living process is working on it. */
            readonly active?: boolean;
            /** Format: date-time */
            readonly createdAt: string;
            readonly executionId: string;
            /** @description The key given at the start with --id. */
            readonly key?: string;
            /** @description The execution that started it as a task. */
            readonly parent?: string;
            readonly status: components["schemas"]["ExecutionStatus"];
            /** Format: date-time */
            readonly updatedAt: string;
            readonly workflow: string;
        };
        readonly FileReference: {
            /** @description Relative to the manifest. */
            readonly path: string;
            /**
             * @default other
             * @enum {string}
             */
            readonly role?: "behavior" | "schema" | "openapi" | "instructions" | "test" | "other";
        };
        /** @description Runs once for each item of a list. Expressions may read `item` and `index`; the output is the list of outputs. */
        readonly ForEach: string | readonly unknown[] | {
            /** @description How many rounds may run at the same time. Default as many as the workflow allows. */
            readonly concurrency?: number;
            /** @description A list, or an expression that gives one. */
            readonly items: string | readonly unknown[];
        };
        readonly GenerateOutput: {
            readonly diagnostics: readonly components["schemas"]["Diagnostic"][];
            readonly durationMs: number;
            readonly files: readonly {
                /** @description Relative to the folder. */
                readonly path: string;
                /**
                 * @description The last three only with --check, which writes nothing.
                 * @enum {string}
                 */
                readonly state: "written" | "unchanged" | "removed" | "stale" | "missing" | "obsolete";
            }[];
            /** @description The workspace has no errors and, with --check, every file is up to date. */
            readonly ok: boolean;
            /** @description The folder as it was given. */
            readonly output: string;
            readonly target: string;
        };
        readonly GraphBuildOutput: {
            readonly agents: number;
            readonly cache: components["schemas"]["CacheCounts"];
            readonly communities: number;
            readonly durationMs: number;
            readonly edges: components["schemas"]["EdgeCounts"];
            readonly expansion?: components["schemas"]["GraphExpansion"];
            /** @description The files that were written. */
            readonly files: readonly string[];
            readonly modularity: number;
            readonly nodes: number;
            /** @description Files of an earlier build, in formats that were not asked for this time. */
            readonly removed: readonly string[];
        };
        readonly GraphCycle: {
            /** @description A shortest cycle among them, each edge from what depends to what it depends on, if not said otherwise by its kind. */
            readonly edges: readonly components["schemas"]["GraphEdge"][];
            /** @description Ids of all nodes that lead to one another, sorted. */
            readonly nodes: readonly string[];
        };
        readonly GraphCyclesOutput: {
            readonly cycles: readonly components["schemas"]["GraphCycle"][];
            readonly durationMs: number;
            /** @description Of the edges that were followed. */
            readonly kinds: readonly string[];
        };
        readonly GraphDiffOutput: {
            /** @description The same; absent for the workspace as it is. */
            readonly after?: string;
            /** @description A file, or `git#REF`. */
            readonly before: string;
            readonly durationMs: number;
            readonly edges: {
                readonly added: readonly components["schemas"]["GraphEdge"][];
                readonly changed: readonly components["schemas"]["ChangedEdge"][];
                readonly removed: readonly components["schemas"]["GraphEdge"][];
            };
            readonly nodes: {
                readonly added: readonly components["schemas"]["GraphNode"][];
                readonly changed: readonly components["schemas"]["ChangedNode"][];
                readonly removed: readonly components["schemas"]["GraphNode"][];
            };
        };
        readonly GraphDocument: {
            readonly communities: readonly components["schemas"]["Community"][];
            readonly edges: readonly components["schemas"]["GraphEdge"][];
            /** @constant */
            readonly generator: "ossa";
            readonly nodes: readonly components["schemas"]["GraphNode"][];
            /** @constant */
            readonly version: 1;
        };
        readonly GraphEdge: {
            readonly evidence: readonly components["schemas"]["Evidence"][];
            readonly kind: string;
            readonly origin: components["schemas"]["EdgeOrigin"];
            readonly source: string;
            readonly target: string;
            /** @description How much it says: 1 where absent, less the more agents share the target. */
            readonly weight?: number;
        };
        /** @description The pairs of agents that share something or work together, where they were asked for. */
        readonly GraphExpansion: {
            /** @description What joins more agents than this makes no pairs. */
            readonly hubCap: number;
            /** @description How many edges were written for them. */
            readonly pairs: number;
            /** @description What was left out because it joins too many agents, the most first. */
            readonly skipped: readonly {
                readonly agents: number;
                readonly id: string;
                /** @description Of the edges that would have followed. */
                readonly kind: string;
            }[];
        };
        /** @description What was written. */
        readonly GraphExportOutput: {
            readonly cache: components["schemas"]["CacheCounts"];
            readonly durationMs: number;
            readonly edges: components["schemas"]["EdgeCounts"];
            readonly expansion?: components["schemas"]["GraphExpansion"];
            readonly files: readonly string[];
            readonly format: components["schemas"]["GraphFormat"];
            readonly nodes: number;
        };
        /** @enum {string} */
        readonly GraphFormat: "json" | "graphml" | "gexf" | "cytoscape" | "dot" | "mermaid" | "neo4j" | "cypher" | "turtle" | "json-ld" | "csv";
        readonly GraphImpactOutput: {
            readonly durationMs: number;
            /** @description What may break, the nearest first. */
            readonly reached: readonly components["schemas"]["ReachedNode"][];
            /** @description What changes. */
            readonly targets: readonly components["schemas"]["GraphNode"][];
        };
        readonly GraphNode: {
            readonly community?: number;
            /** @description Index of the document in a file of several; 0 where absent. */
            readonly document?: number;
            /** @description Where it is declared, or first mentioned. */
            readonly file: string;
            /** @description Unique and stable: `agent:NAME@VERSION`, `domain:NAME`. Holds no control characters. */
            readonly id: string;
            readonly kind: components["schemas"]["GraphNodeKind"];
            /** @description Of an agent or a workflow, as its manifest has them. */
            readonly labels?: {
                readonly [key: string]: string;
            };
            readonly line?: number;
            readonly name: string;
            readonly pointer: string;
            /** @description Of an agent or a workflow, as its manifest has them. */
            readonly tags?: readonly string[];
            readonly type?: components["schemas"]["AgentType"];
            readonly version?: string;
        };
        /** @enum {string} */
        readonly GraphNodeKind: "agent" | "capability" | "domain" | "model" | "operation" | "owner" | "protocol" | "schema" | "server" | "task" | "tool" | "workflow";
        readonly GraphOrphansOutput: {
            readonly durationMs: number;
            /** @description Kinds and origins of edges that do not count. */
            readonly ignored: readonly string[];
            readonly nodes: readonly components["schemas"]["GraphNode"][];
        };
        readonly GraphPath: {
            /** @description Ids, from one end to the other. */
            readonly nodes: readonly string[];
            /** @description For each two nodes that follow one another, all edges between them, in either direction. */
            readonly steps: readonly (readonly components["schemas"]["GraphEdge"][])[];
            /** @description 1 for one edge; less for more edges, and for those to what many share. */
            readonly strength: number;
        };
        readonly GraphQueryOutput: {
            readonly durationMs: number;
            /** @description Declared and inferred edges between these nodes. */
            readonly edges: readonly components["schemas"]["GraphEdge"][];
            readonly exclude?: string;
            /** @description Sorted by id. */
            readonly nodes: readonly components["schemas"]["GraphNode"][];
            /** @description As it was given. */
            readonly select: string;
            readonly unmatched: components["schemas"]["UnmatchedTerms"];
        };
        readonly GraphStatsOutput: {
            readonly agents: number;
            readonly cache: components["schemas"]["CacheCounts"];
            readonly communities: readonly components["schemas"]["Community"][];
            /** @description Those pairs among all pairs of agents. */
            readonly density: number;
            readonly durationMs: number;
            readonly edges: components["schemas"]["EdgeCounts"];
            /** @description The nodes that most agents lead to, two at least. */
            readonly hubs: readonly {
                readonly agents: number;
                readonly id: string;
            }[];
            readonly modularity: number;
            readonly nodes: number;
            readonly nodesByKind: {
                readonly [key: string]: number;
            };
            /** @description Pairs of agents with at least one edge between them. */
            readonly pairs: number;
        };
        readonly GraphViewOutput: {
            readonly agents: number;
            readonly cache: components["schemas"]["CacheCounts"];
            readonly communities: number;
            readonly durationMs: number;
            /** @description Declared and inferred. Derived ones are worked out in the page. */
            readonly edges: number;
            /** @description The page that was written. */
            readonly file: string;
            readonly nodes: number;
        };
        readonly GraphWhyOutput: {
            readonly durationMs: number;
            /** @description Ids of nodes. */
            readonly from: readonly string[];
            /** @description The strongest first. */
            readonly paths: readonly components["schemas"]["GraphPath"][];
            /** @description Ids of nodes. */
            readonly to: readonly string[];
        };
        readonly HooksInstallOutput: {
            /** @enum {string} */
            readonly hook: "pre-push";
            readonly path: string;
            readonly previous?: string;
            /** @enum {string} */
            readonly state: "installed" | "updated" | "unchanged" | "removed" | "absent";
        };
        readonly HooksRunOutput: {
            readonly ok: boolean;
            readonly refs: readonly {
                /** @enum {string} */
                readonly action: "checked" | "skipped";
                /** @description Files of this push that could matter. Like the files of the diagnostics, relative to the top of the repository. */
                readonly changed: readonly string[];
                readonly commit?: string;
                /** @description What has changed in each workspace since the version that others have. Versions that were not raised enough are among the diagnostics. */
                readonly comparisons?: readonly components["schemas"]["PushComparison"][];
                readonly diagnostics: readonly components["schemas"]["Diagnostic"][];
                /**
                 * @description `fresh`: the graph in the commit is right; `stale`: it is not; `committed`: it was made right by a commit that is not part of this push; `rebuilt`: none is committed, and the one in .ossa/graph is right now.
                 * @enum {string}
                 */
                readonly graph?: "fresh" | "rebuilt" | "stale" | "committed" | "untouched";
                /** @description Why it was compared with less than it should have been. */
                readonly note?: string;
                /** @description Why it was skipped. */
                readonly reason?: string;
                /** @description The ref that is updated on the remote. */
                readonly ref: string;
            }[];
        };
        readonly HooksStatusOutput: {
            /** @description A stale graph is rebuilt and committed. */
            readonly autoCommit?: boolean;
            /** @description Folder of the committed graph, relative to the workspace, where ossa.yaml names none. */
            readonly graph?: string;
            /** @enum {string} */
            readonly hook: "pre-push";
            /** @description The file that git, or husky, runs. */
            readonly path: string;
            /** @description The hook that was there before and is still run. */
            readonly previous?: string;
            /**
             * @description `other` is a hook that is not ours; `modified` is ours, changed by hand.
             * @enum {string}
             */
            readonly state: "installed" | "absent" | "other" | "modified";
        };
        readonly HttpAuth: {
            readonly apiKey?: {
                /** @enum {string} */
                readonly in: "header" | "query";
                readonly name: string;
                readonly value: components["schemas"]["SecretReference"];
            };
            readonly basic?: {
                readonly password: components["schemas"]["SecretReference"];
                readonly username: components["schemas"]["ValueOrSecret"];
            };
            readonly bearer?: components["schemas"]["SecretReference"];
        };
        readonly HttpRuntime: {
            readonly auth?: components["schemas"]["HttpAuth"];
            /** @description Where the service is. Without it, the first server of the OpenAPI document. */
            readonly baseUrl?: string | components["schemas"]["EnvironmentReference"];
            readonly headers?: {
                readonly [key: string]: components["schemas"]["ValueOrSecret"];
            };
            /** @description Of one call. Default 3s. */
            readonly timeout?: components["schemas"]["TimeLimit"];
        };
        readonly HumanRuntime: {
            readonly channel?: string;
            readonly role?: string;
        };
        readonly InitOutput: {
            /** @description As it was given. */
            readonly directory: string;
            /** @description The files that were written, relative to the directory. */
            readonly files: readonly string[];
            /** @description Commands to try, to be run in the directory. */
            readonly next: readonly string[];
            readonly template: string;
        };
        /** @description A JSON Schema (2020-12). `$ref` may lead to another file of the workspace. */
        readonly JsonSchema: Record<string, unknown> | boolean;
        readonly KnownFinding: {
            readonly code: string;
            /** @description Relative to the workspace root. */
            readonly file: string;
            /** @description Stays the same while lines move and the rest of the file changes. */
            readonly fingerprint: string;
        };
        readonly Label: string;
        /** @description A language model: it is told the instructions of the agent, what the capability is for, and the input. */
        readonly LlmRuntime: {
            /** @description Default ANTHROPIC_API_KEY or OPENAI_API_KEY for these providers, and none for others. */
            readonly apiKey?: components["schemas"]["SecretReference"];
            /** @description Default the address of the provider. */
            readonly baseUrl?: string;
            /** @description Of one answer. */
            readonly maxTokens?: number;
            readonly model?: string;
            /** @description US dollars for a million tokens, to tell what an attempt has cost. */
            readonly price?: {
                readonly input: number;
                readonly output: number;
            };
            /** @description `anthropic`, `openai`, `ollama`, or any other whose API is as that of OpenAI, with `baseUrl`. */
            readonly provider?: string;
            readonly temperature?: number;
        };
        readonly Location: {
            readonly column: number;
            /** @description Relative to the workspace root. */
            readonly file: string;
            readonly line: number;
        };
        /** @description An MCP server, each of whose tools is a capability of the same name. One of `server`, `command` and `url` says which. */
        readonly McpRuntime: {
            readonly args?: readonly string[];
            readonly auth?: components["schemas"]["HttpAuth"];
            /** @description A program that is spoken to over its standard input and output. */
            readonly command?: string;
            /** @description Of the program, relative to the manifest. Default the manifest's folder. */
            readonly cwd?: string;
            readonly env?: components["schemas"]["Environment"];
            readonly headers?: {
                readonly [key: string]: components["schemas"]["ValueOrSecret"];
            };
            /** @description A server of mcpServers, of the agent or of ossa.yaml. */
            readonly server?: string;
            /** @description The address of a server that speaks streamable HTTP. */
            readonly url?: string;
        };
        readonly McpServer: {
            readonly args?: readonly string[];
            readonly auth?: components["schemas"]["HttpAuth"];
            /** @description A program that is spoken to over its standard input and output. */
            readonly command?: string;
            readonly env?: components["schemas"]["Environment"];
            readonly headers?: {
                readonly [key: string]: components["schemas"]["ValueOrSecret"];
            };
            /** @description Names of the tools it has, if they are to be checked. */
            readonly tools?: readonly string[];
            /** @description The address of a server that speaks streamable HTTP. */
            readonly url?: string;
        };
        readonly McpServers: {
            readonly [key: string]: components["schemas"]["McpServer"];
        };
        readonly Metadata: {
            /** @description Notes for tools and people. */
            readonly annotations?: {
                readonly [key: string]: string;
            };
            readonly description?: string;
            /** @description Short values to select by. */
            readonly labels?: {
                readonly [key: string]: string;
            };
            /** @description Unique among the manifests of its kind in the workspace, together with the version. */
            readonly name: components["schemas"]["Name"];
            /** @description The team or person who answers for it. */
            readonly owner?: string;
            /** @description Words to select by. */
            readonly tags?: readonly components["schemas"]["Label"][];
            readonly version: components["schemas"]["SemanticVersion"];
        };
        /** @description Lower-case letters and digits, joined by single `-`, `_` or `.`. */
        readonly Name: string;
        readonly OnErrorFallback: {
            /** @description An `output` in the place of the one that is missing, or another agent. Expressions may read `error`. */
            readonly fallback: {
                readonly agent?: components["schemas"]["AgentReference"];
                readonly capability?: string;
                readonly input?: components["schemas"]["TaskInput"];
                /** @description A template. */
                readonly output?: unknown;
                readonly retry?: components["schemas"]["Retry"];
                readonly timeout?: components["schemas"]["TimeLimit"];
                readonly version?: string;
            };
        };
        readonly PlannedTaskOutput: {
            /** @description The agent and its capability, or what is waited for. */
            readonly does: string;
            readonly id: string;
            readonly needs: readonly string[];
            readonly priority: number;
            /**
             * @description It runs only to undo another task, or in its place.
             * @enum {string}
             */
            readonly role?: "compensation" | "fallback";
            /** @description Tasks of one stage need none of one another. */
            readonly stage: number;
        };
        readonly PushComparison: {
            readonly changes?: readonly components["schemas"]["DocumentChange"][];
            /** @description With which it was compared. */
            readonly commit: string;
            readonly documents?: readonly components["schemas"]["ChangedDocument"][];
            /** @description Nothing that was found refuses the push. */
            readonly ok: boolean;
            /** @description Why it could not be compared. */
            readonly reason?: string;
            /** @description Folder of the workspace, from the top of the repository. Files below are relative to it. */
            readonly root: string;
        };
        readonly ReachedNode: {
            /** @description How many edges away. */
            readonly distance: number;
            /** @description The last one of that way. */
            readonly edge: components["schemas"]["GraphEdge"];
            readonly node: components["schemas"]["GraphNode"];
            /** @description Ids of a shortest way, from a target to the node. */
            readonly path: readonly string[];
        };
        readonly ReachedUser: {
            readonly file: string;
            /** @description `NAME@VERSION`. */
            readonly id: string;
            /** @enum {string} */
            readonly kind: "agent" | "workflow";
            readonly line?: number;
            /** @description From what has changed to what is reached. */
            readonly path: readonly string[];
            /**
             * @description The version of the workspace that has the path.
             * @enum {string}
             */
            readonly version: "present" | "previous";
        };
        readonly RelatedLocation: {
            readonly column: number;
            readonly file: string;
            readonly line: number;
            readonly message: string;
        };
        /** @description Which documents of other hosts a `$ref` may lead to. Without it, none. */
        readonly RemoteSettings: {
            /** @description Such as `https://schemas.example.com/v1/**`: scheme, host, port and the beginning of the path. Without the asterisks, just this address. Redirects are followed only to what is allowed. */
            readonly allow?: readonly components["schemas"]["AllowedAddress"][];
            /**
             * @description The hosts may be in private networks. This machine and what is beside it may be asked only where it is allowed by IP address, or as localhost.
             * @default false
             */
            readonly privateNetwork?: boolean;
        };
        /** What `run workflow --replay` prints */
        readonly ReplayOutput: {
            readonly divergence?: {
                /** @description What would happen instead. */
                readonly decided: readonly string[];
                /** @description What happened. */
                readonly recorded: string;
                readonly seq: number;
            };
            /** @description Events of the history that were compared. */
            readonly events: number;
            readonly executionId: string;
            /** @description The workflow as it is now would have decided the same. */
            readonly same: boolean;
            readonly workflow: string;
        };
        readonly Retry: {
            /**
             * @default exponential
             * @enum {string}
             */
            readonly backoff?: "fixed" | "exponential";
            /** @description Before the second attempt. Default 1s. */
            readonly initial?: components["schemas"]["Duration"];
            /**
             * @description Shortens each wait by chance, to half of it at most, so that many do not come back at once.
             * @default true
             */
            readonly jitter?: boolean;
            /** @description The longest wait. Default 1m. */
            readonly max?: components["schemas"]["Duration"];
            readonly maxAttempts: number;
            /** @description Codes of failures worth another attempt, with `*` for any part: `http/5xx`, `command/*`. Default those that may pass. */
            readonly retryOn?: readonly string[];
        };
        readonly RuleDescription: {
            readonly code: string;
            /** @description It can be neither turned off nor suppressed, nor be in a baseline. */
            readonly essential: boolean;
            readonly examples: readonly {
                /** @description What --fix makes of it, where it can be corrected safely. */
                readonly fixed?: string;
                /** @description What is reported in it. */
                readonly pointers: readonly string[];
                /** @description YAML of a manifest. */
                readonly source: string;
                readonly valid: boolean;
            }[];
            /** @description What to do. */
            readonly hint: string;
            /** @description Of a change, as `ossa spec diff` reports it. */
            readonly level?: components["schemas"]["ChangeLevel"];
            /**
             * @description The smaller preset that has it.
             * @enum {string}
             */
            readonly preset: "recommended" | "strict";
            /** @description Why it matters. */
            readonly rationale: string;
            readonly severity: components["schemas"]["Severity"];
            /** @description What holds when all is well. */
            readonly summary: string;
        };
        readonly RuleOverride: {
            /** @description Patterns (as in .gitignore) of files. */
            readonly files: readonly string[];
            readonly severities: components["schemas"]["RuleSeverities"];
        };
        /** @description Which rules hold, and how severe it is to break one. See `ossa spec explain`. */
        readonly RuleSettings: {
            /** @description Settings for some files. The last one that says something about a rule decides. */
            readonly overrides?: readonly components["schemas"]["RuleOverride"][];
            /**
             * @description `strict` adds rules for documentation, naming and time limits.
             * @default recommended
             * @enum {string}
             */
            readonly preset?: "recommended" | "strict";
            readonly severities?: components["schemas"]["RuleSeverities"];
        };
        /** @description By code, such as `references/file-exists`, or by group, such as `naming/*`. A code weighs more than its group. */
        readonly RuleSeverities: {
            readonly [key: string]: components["schemas"]["RuleSeverity"];
        };
        /** @enum {string} */
        readonly RuleSeverity: "off" | "info" | "warning" | "error";
        /** @description How the agent is reached. One of these. */
        readonly Runtime: {
            readonly a2a?: components["schemas"]["A2aRuntime"];
            readonly command?: components["schemas"]["CommandRuntime"];
            readonly http?: components["schemas"]["HttpRuntime"];
            readonly human?: components["schemas"]["HumanRuntime"];
            readonly llm?: components["schemas"]["LlmRuntime"];
            readonly mcp?: components["schemas"]["McpRuntime"];
        };
        readonly RunWorkflowOutput: {
            readonly durationMs: number;
            readonly error?: components["schemas"]["ExecutionError"];
            readonly executionId: string;
            /** @description Null until the execution has completed. */
            readonly output: unknown;
            readonly status: components["schemas"]["ExecutionStatus"];
            readonly tasks: {
                readonly [key: string]: components["schemas"]["TaskResult"];
            };
            /** @description Its name and version. */
            readonly workflow: string;
        };
        readonly SavedSelector: {
            readonly description?: string;
            /** @description A selector of what is left out. */
            readonly exclude?: string;
            /** @description Such as `domain:billing,type:worker+`. */
            readonly select: string;
        };
        readonly SecondTask: {
            readonly agent: components["schemas"]["AgentReference"];
            readonly capability: string;
            readonly input?: components["schemas"]["TaskInput"];
            readonly retry?: components["schemas"]["Retry"];
            readonly timeout?: components["schemas"]["TimeLimit"];
            readonly version?: string;
        };
        /** @description A secret is never written down here, only where to find it. */
        readonly SecretReference: {
            readonly env?: components["schemas"]["EnvironmentName"];
            /** @description A file that holds the secret, relative to the workspace root. */
            readonly file?: string;
        };
        /** @description A version as semver.org defines it, for example 1.2.0. */
        readonly SemanticVersion: string;
        /**
         * An MCP server, in terms of ossa/v1
         * @description As it is read from its own files (server.json, or server.yaml and tools.json). It is not written in ossa/v1.
         */
        readonly Server: {
            /** @constant */
            readonly kind: "Server";
            readonly metadata: components["schemas"]["Metadata"];
            readonly spec: components["schemas"]["ServerSpec"];
        };
        readonly ServerSpec: {
            /** @description Its tools. */
            readonly capabilities?: readonly components["schemas"]["Capability"][];
            /** @description Where it is, unless it is started on the spot. */
            readonly url?: string;
        };
        /** @enum {string} */
        readonly Severity: "error" | "warning" | "info";
        readonly SpecBundleOutput: {
            /** @description How many parts of other files have become components. */
            readonly components: number;
            readonly diagnostics: readonly components["schemas"]["Diagnostic"][];
            /** @description The document, if it is written to no file. */
            readonly document?: Record<string, unknown>;
            /** @description What it was made from, relative to the workspace root. */
            readonly files: readonly string[];
            /** @enum {string} */
            readonly format: "yaml" | "json";
            /** @description The document has no errors. If it has, nothing is written. */
            readonly ok: boolean;
            readonly operations: number;
            /** @description The file as it was given. */
            readonly output?: string;
        };
        readonly SpecCreateOutput: {
            /** @description Relative to the workspace root. */
            readonly file: string;
            readonly name: string;
            readonly type: components["schemas"]["AgentType"];
        };
        readonly SpecDiffOutput: {
            /** @description What was compared with, as it was given. */
            readonly against: string;
            /** @description Breaking ones first. A change of something that is shared is one change with many places. */
            readonly changes: readonly components["schemas"]["DocumentChange"][];
            /** @description The commit that it stands for. */
            readonly commit?: string;
            /** @description Versions that do not tell of the changes, and files that could not be compared. */
            readonly diagnostics: readonly components["schemas"]["Diagnostic"][];
            readonly documents: readonly components["schemas"]["ChangedDocument"][];
            /** @description There is no error among the diagnostics. */
            readonly ok: boolean;
            readonly summary: {
                /** @description Documents that are new. */
                readonly added: number;
                /** @description Changes of this level. */
                readonly breaking: number;
                /** @description Documents that have changed. */
                readonly changed: number;
                readonly durationMs: number;
                /** @description Documents that are gone. */
                readonly removed: number;
                /** @description Changes of this level. */
                readonly risky: number;
                /** @description Changes of this level. */
                readonly safe: number;
            };
        };
        readonly SpecExplainOutput: {
            /** @description The one that was asked for, or all. */
            readonly rules: readonly components["schemas"]["RuleDescription"][];
        };
        readonly SpecListItem: {
            readonly capabilities?: number;
            readonly dialect: string;
            readonly file: string;
            /** @enum {string} */
            readonly kind: "Agent" | "Workflow" | "Server";
            readonly line: number;
            readonly name: string;
            readonly tasks?: number;
            readonly tools?: number;
            readonly type?: components["schemas"]["AgentType"];
            readonly version: string;
        };
        readonly SpecListOutput: {
            readonly manifests: readonly components["schemas"]["SpecListItem"][];
        };
        readonly SpecReadOutput: {
            /** @description Of the files that were read. A file with errors gives no manifest. */
            readonly diagnostics: readonly components["schemas"]["Diagnostic"][];
            readonly manifests: readonly {
                readonly dialect: string;
                readonly document: number;
                readonly file: string;
                /** @description In terms of ossa/v1. */
                readonly manifest: Record<string, unknown>;
            }[];
        };
        /** @description What an agent does (`agent` and `capability`), another workflow (`workflow`), a pause (`wait`), or something from outside (`signal`). */
        readonly Task: {
            readonly agent?: components["schemas"]["AgentReference"];
            readonly capability?: string;
            /** @description Undoes the task if the execution fails after it, the last one first. May read the output of the task. */
            readonly compensate?: components["schemas"]["SecondTask"];
            /** @description If this is true of the `output`, the agent has forbidden to go on, and the execution fails. */
            readonly denyWhen?: string;
            readonly description?: string;
            readonly forEach?: components["schemas"]["ForEach"];
            readonly input?: components["schemas"]["TaskInput"];
            /** @description How often `until` repeats at most; beyond that the task has failed. */
            readonly maxIterations?: number;
            /** @description Tasks that must have ended first. */
            readonly needs?: readonly string[];
            /**
             * @description What a failure does: end the execution, be passed over, or be made up for by a fallback.
             * @default fail
             */
            readonly onError?: ("fail" | "continue") | components["schemas"]["OnErrorFallback"];
            /** @description Of a signal: the schema that its data must fit. */
            readonly output?: components["schemas"]["JsonSchema"];
            /**
             * @description 10 runs first.
             * @default 5
             */
            readonly priority?: number;
            /**
             * @description Keeps the output apart from the history, as a record of this kind.
             * @enum {string}
             */
            readonly record?: "task" | "result" | "metric" | "decision" | "lesson" | "policy";
            /** @description After failures that may pass. An output that does not fit the capability is one of them, an input that does not fit is not. */
            readonly retry?: components["schemas"]["Retry"];
            /** @description The name of a signal to wait for: `ossa execution signal ID NAME`. `timeout` limits how long; its data is the output. */
            readonly signal?: components["schemas"]["Name"];
            /** @description Of one attempt. Default 300s. */
            readonly timeout?: components["schemas"]["TimeLimit"];
            /** @description Repeats until this is true. Expressions may read the `output` of this round; the input may read the `previous` output, and `iteration`, counted from 0. */
            readonly until?: string;
            /** @description A semver range the version of the agent, or of the workflow, must be in. */
            readonly version?: string;
            /** @description How long, such as 2h, or until when (RFC 3339). May be an expression. */
            readonly wait?: string;
            /** @description Runs only if this is true. */
            readonly when?: string | boolean;
            /** @description The name of a workflow, which is carried out as an execution of its own. */
            readonly workflow?: string;
        };
        /** @description A template of an object, or one expression that gives an object. Expressions may read the input and the tasks upstream. */
        readonly TaskInput: Record<string, unknown> | string;
        readonly TaskResult: {
            readonly attempts: number;
            /** Format: date-time */
            readonly completedAt?: string;
            readonly error?: components["schemas"]["ExecutionError"];
            /** Format: date-time */
            readonly startedAt?: string;
            readonly status: components["schemas"]["TaskStatus"];
            readonly usage?: components["schemas"]["Usage"];
        };
        /** @enum {string} */
        readonly TaskStatus: "pending" | "assigned" | "running" | "completed" | "failed" | "timed_out" | "skipped" | "cancelled";
        /** @description A length of time such as 500ms, 30s, 5m, 2h or 1h30m; more than none. More than 3650d counts as 3650d. */
        readonly TimeLimit: string;
        /** @description A tool of an MCP server, or a capability of another agent used as a tool. */
        readonly Tool: {
            readonly agent?: components["schemas"]["AgentReference"];
            readonly capability?: string;
            readonly description?: string;
            /** @description Name of the MCP server that has the tool. */
            readonly mcp?: string;
            readonly name?: string;
        };
        /** @description Parts of the selector that select nothing. */
        readonly UnmatchedTerms: readonly {
            readonly hint?: string;
            readonly term: string;
        }[];
        /** @description What language models have used up, in all attempts. */
        readonly Usage: {
            /** @description US dollars, where the manifest tells the price. */
            readonly cost?: number;
            readonly inputTokens: number;
            readonly outputTokens: number;
        };
        readonly ValidateOutput: {
            readonly diagnostics: readonly components["schemas"]["Diagnostic"][];
            /** @description There are no errors, nor more warnings than --fail-on and --max-warnings allow. */
            readonly ok: boolean;
            readonly summary: components["schemas"]["ValidateSummary"];
        };
        readonly ValidateSummary: {
            readonly agents: number;
            /** @description Where there is a baseline. */
            readonly baseline?: {
                /** @description Findings that are in it, and are not reported. */
                readonly known: number;
                /** @description Entries of it that match nothing any more. */
                readonly stale: number;
            };
            readonly durationMs: number;
            readonly errors: number;
            /** @description Files that hold at least one OSSA or OpenAPI document. */
            readonly files: number;
            /** @description What --fix has corrected. */
            readonly fixed?: number;
            /** @description Findings that are counted, but not listed: there are more in one file than --max-findings-per-file. */
            readonly omitted?: number;
            /** @description MCP servers, where there are any. */
            readonly servers?: number;
            readonly warnings: number;
            readonly workflows: number;
        };
        readonly ValueOrSecret: string | components["schemas"]["SecretReference"];
        /** What `worker` prints with `--json` when it has stopped */
        readonly WorkerOutput: {
            /** @description How many attempts it has begun. */
            readonly attempts: number;
        };
        /** OSSA workflow manifest */
        readonly Workflow: {
            /** @constant */
            readonly apiVersion: "ossa/v1";
            /** @constant */
            readonly kind: "Workflow";
            readonly metadata: components["schemas"]["Metadata"];
            readonly spec: components["schemas"]["WorkflowSpec"];
        };
        /** What `run workflow --dry-run` prints */
        readonly WorkflowPlanOutput: {
            /** @description SHA-256 of the plan. */
            readonly hash: string;
            /** @description The plan as a picture, for mermaid. */
            readonly mermaid: string;
            /** @description Each after those it needs. */
            readonly tasks: readonly components["schemas"]["PlannedTaskOutput"][];
            readonly workflow: string;
        };
        /** What `workflow list`, `publish` and `deprecate` print with `--json` */
        readonly WorkflowsOutput: {
            readonly workflows: readonly components["schemas"]["WorkflowVersion"][];
        };
        readonly WorkflowSpec: {
            /** @description How many attempts of an execution may run at the same time. Default 16. */
            readonly concurrency?: number;
            readonly input?: components["schemas"]["JsonSchema"];
            /** @description A template of the result. Expressions in it may read every task. */
            readonly output?: unknown;
            readonly tasks: {
                readonly [key: string]: components["schemas"]["Task"];
            };
            /** @description Of the whole execution, pauses left out. None unless set. */
            readonly timeout?: components["schemas"]["TimeLimit"];
        };
        /** @enum {string} */
        readonly WorkflowStatus: "draft" | "published" | "deprecated";
        readonly WorkflowVersion: {
            /** Format: date-time */
            readonly createdAt: string;
            /** @description SHA-256 of what it does, with all agents that it is bound to; of a draft, as it was run last. */
            readonly hash: string;
            readonly name: string;
            readonly status: components["schemas"]["WorkflowStatus"];
            /** Format: date-time */
            readonly updatedAt: string;
            readonly version: string;
        };
        /** ossa.yaml, the configuration of a workspace */
        readonly WorkspaceConfiguration: {
            /** @description A file with known findings, which are not reported. `ossa spec validate --write-baseline` makes it. */
            readonly baseline?: string;
            readonly changes?: components["schemas"]["ChangeSettings"];
            /**
             * @description Where executions are kept and who carries them out. The address of the server and its credentials come from OSSA_ENGINE or the PG variables, and never stand here. Default: sqlite.
             * @enum {string}
             */
            readonly engine?: "sqlite" | "postgres";
            /** @description Patterns (as in .gitignore) of files and folders to leave out. */
            readonly exclude?: readonly string[];
            readonly graph?: {
                readonly derivations?: components["schemas"]["DerivationSwitches"];
                /** @description Formats of the committed graph. Default: json. */
                readonly formats?: readonly components["schemas"]["GraphFormat"][];
                /** @description Folder of the committed graph. The pre-push hook keeps it fresh. */
                readonly output?: string;
                /** @description JavaScript modules that derive edges between agents, such as `./graph/same-team.mjs`. Loaded only with `--allow-plugins`. */
                readonly plugins?: readonly string[];
                /** @description Selectors under a name, for `selector:NAME`. */
                readonly selectors?: {
                    readonly [key: string]: components["schemas"]["SavedSelector"];
                };
            };
            /** @description Patterns (as in .gitignore) of the files to read. Default everything. */
            readonly include?: readonly string[];
            readonly mcpServers?: components["schemas"]["McpServers"];
            readonly remote?: components["schemas"]["RemoteSettings"];
            readonly rules?: components["schemas"]["RuleSettings"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
