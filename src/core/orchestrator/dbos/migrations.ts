/** A step of the schema: statements of ours, or whatever the tables of DBOS need in the version that is used from then on. */
export type Migration =
  | { readonly name: string; readonly sql: string }
  | { readonly name: string; readonly dbos: string }

/** The schema `ossa`, step by step. A step that has been released never changes. */
export const migrations: readonly Migration[] = [
  { name: 'queues and durable workflows', dbos: '5.3.0' },
  {
    name: 'workflows, executions, events, tasks and records',
    sql: `
      CREATE TABLE ossa.plans (hash TEXT PRIMARY KEY, plan JSON NOT NULL);
      CREATE TABLE ossa.workflows (
        name TEXT COLLATE "C" NOT NULL,
        version TEXT COLLATE "C" NOT NULL,
        plan_hash TEXT NOT NULL REFERENCES ossa.plans (hash),
        status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'deprecated')),
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        PRIMARY KEY (name, version)
      );
      CREATE TABLE ossa.executions (
        id TEXT COLLATE "C" PRIMARY KEY,
        key TEXT UNIQUE,
        parent_id TEXT COLLATE "C" REFERENCES ossa.executions (id) ON DELETE CASCADE,
        workflow TEXT NOT NULL,
        plan_hash TEXT NOT NULL REFERENCES ossa.plans (hash),
        input JSON NOT NULL,
        status TEXT NOT NULL
          CHECK (status IN ('pending', 'running', 'paused', 'retrying', 'completed', 'failed', 'cancelled')),
        -- The number of the event written last.
        last_seq INTEGER NOT NULL DEFAULT 0,
        -- Which of its carryings-out is under way, and how many there were.
        driver INTEGER,
        drivers INTEGER NOT NULL DEFAULT 0,
        -- The one that has started it is paused.
        is_drained BOOLEAN NOT NULL DEFAULT false,
        -- Why the worker has given it up.
        problem TEXT,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
      );
      CREATE INDEX executions_by_parent ON ossa.executions (parent_id) WHERE parent_id IS NOT NULL;
      CREATE INDEX executions_by_status ON ossa.executions (status);
      CREATE INDEX executions_by_workflow ON ossa.executions (workflow, created_at);
      CREATE INDEX executions_by_plan ON ossa.executions (plan_hash);
      CREATE TABLE ossa.events (
        execution_id TEXT COLLATE "C" NOT NULL REFERENCES ossa.executions (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        type TEXT NOT NULL,
        at BIGINT NOT NULL,
        data JSON NOT NULL,
        PRIMARY KEY (execution_id, seq)
      );
      CREATE TABLE ossa.tasks (
        execution_id TEXT COLLATE "C" NOT NULL REFERENCES ossa.executions (id) ON DELETE CASCADE,
        id TEXT COLLATE "C" NOT NULL,
        agent TEXT,
        capability TEXT,
        priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 10),
        status TEXT NOT NULL CHECK (status IN
          ('pending', 'assigned', 'running', 'completed', 'failed', 'timed_out', 'skipped', 'cancelled')),
        attempts INTEGER NOT NULL,
        error JSON,
        PRIMARY KEY (execution_id, id)
      );
      CREATE INDEX tasks_by_status ON ossa.tasks (status);
      CREATE INDEX tasks_by_agent ON ossa.tasks (agent);
      CREATE TABLE ossa.records (
        execution_id TEXT COLLATE "C" NOT NULL REFERENCES ossa.executions (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        task TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('task', 'result', 'metric', 'decision', 'lesson', 'policy')),
        at BIGINT NOT NULL,
        data JSON NOT NULL,
        PRIMARY KEY (execution_id, seq)
      );
      CREATE INDEX records_by_kind ON ossa.records (kind, at);
    `,
  },
  {
    name: 'workers, and what they are told',
    sql: `
      CREATE TABLE ossa.workers (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- What DBOS calls it.
        executor TEXT NOT NULL,
        host TEXT NOT NULL,
        pid INTEGER NOT NULL,
        has_left BOOLEAN NOT NULL DEFAULT false,
        started_at BIGINT NOT NULL
      );
      -- Attempts whose outcome somebody waits for. The number is that of the event with which the attempt has begun.
      CREATE TABLE ossa.attempts (
        execution_id TEXT COLLATE "C" NOT NULL REFERENCES ossa.executions (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        -- Equal for all attempts that are to have one effect.
        key TEXT NOT NULL,
        -- Who carries it out: a worker, or an execution that was started for it.
        worker BIGINT,
        child_id TEXT COLLATE "C",
        outcome JSON,
        -- In which order they have ended.
        ended BIGINT,
        PRIMARY KEY (execution_id, seq)
      );
      CREATE SEQUENCE ossa.endings OWNED BY ossa.attempts.ended;
      CREATE INDEX attempts_by_worker ON ossa.attempts (worker) WHERE worker IS NOT NULL;
      CREATE INDEX attempts_by_child ON ossa.attempts (child_id) WHERE child_id IS NOT NULL;
      -- Executions that have been told already that there is news.
      CREATE TABLE ossa.wakeups (execution_id TEXT COLLATE "C" PRIMARY KEY);
    `,
  },
  {
    name: 'places at agents',
    sql: `
      -- Attempts of agents that carry out no more than so many at a time, of all executions: those handed out, and those that wait.
      CREATE TABLE ossa.places (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        execution_id TEXT COLLATE "C" NOT NULL,
        seq INTEGER NOT NULL,
        agent TEXT COLLATE "C" NOT NULL,
        most INTEGER NOT NULL,
        priority INTEGER NOT NULL,
        is_taken BOOLEAN NOT NULL DEFAULT false,
        -- Who carries the attempt out, and may do so for a while after nobody waits for it any more.
        worker BIGINT,
        UNIQUE (execution_id, seq)
      );
      CREATE INDEX places_by_agent ON ossa.places (agent, is_taken);
      CREATE INDEX places_by_worker ON ossa.places (worker) WHERE worker IS NOT NULL;
    `,
  },
]
