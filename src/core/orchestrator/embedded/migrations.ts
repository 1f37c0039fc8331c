import type { Migration } from '#core/database'

/** The schema of the runs database, step by step. A step that has been released never changes. */
export const migrations: readonly Migration[] = [
  {
    name: 'executions and their events',
    sql: `
      CREATE TABLE executions (
        id TEXT PRIMARY KEY,
        key TEXT UNIQUE,
        workflow TEXT NOT NULL,
        plan TEXT NOT NULL,
        input TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('pending', 'running', 'completed', 'failed', 'cancelled')),
        owner TEXT,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE events (
        execution_id TEXT NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        type TEXT NOT NULL,
        at INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (execution_id, seq)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    // A plan is stored once, however often it is run. Tables with other checks are made anew, which SQLite asks for.
    name: 'plans, tasks, requests and records',
    sql: `
      CREATE TABLE plans (hash TEXT PRIMARY KEY, plan TEXT NOT NULL) STRICT;
      CREATE TABLE executions_2 (
        id TEXT PRIMARY KEY,
        key TEXT UNIQUE,
        parent_id TEXT REFERENCES executions_2 (id) ON DELETE CASCADE,
        workflow TEXT NOT NULL,
        plan_hash TEXT NOT NULL REFERENCES plans (hash),
        input TEXT NOT NULL,
        status TEXT NOT NULL
          CHECK (status IN ('pending', 'running', 'paused', 'retrying', 'completed', 'failed', 'cancelled')),
        owner TEXT,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT;
      INSERT INTO plans SELECT id, plan FROM executions;
      INSERT INTO executions_2
        SELECT id, key, NULL, workflow, id, input, status, owner, created_at, updated_at FROM executions;
      CREATE TABLE events_2 (
        execution_id TEXT NOT NULL REFERENCES executions_2 (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        type TEXT NOT NULL,
        at INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (execution_id, seq)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO events_2 SELECT execution_id, seq, type, at, data FROM events;
      DROP TABLE events;
      DROP TABLE executions;
      ALTER TABLE executions_2 RENAME TO executions;
      ALTER TABLE events_2 RENAME TO events;
      CREATE INDEX executions_by_parent ON executions (parent_id) WHERE parent_id IS NOT NULL;
      CREATE TABLE tasks (
        execution_id TEXT NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        agent TEXT,
        capability TEXT,
        priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 10),
        status TEXT NOT NULL CHECK (status IN
          ('pending', 'assigned', 'running', 'completed', 'failed', 'timed_out', 'skipped', 'cancelled')),
        attempts INTEGER NOT NULL,
        error TEXT,
        PRIMARY KEY (execution_id, id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE requests (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        execution_id TEXT NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
        request TEXT NOT NULL
      ) STRICT;
      CREATE TABLE records (
        execution_id TEXT NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        task TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('result', 'metric', 'decision', 'lesson', 'policy')),
        at INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (execution_id, seq)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX records_by_kind ON records (kind, at);
      CREATE TABLE workflows (
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        plan_hash TEXT NOT NULL REFERENCES plans (hash),
        status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'deprecated')),
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (name, version)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    // A check cannot be changed otherwise.
    name: 'records of tasks',
    sql: `
      CREATE TABLE records_2 (
        execution_id TEXT NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        task TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('task', 'result', 'metric', 'decision', 'lesson', 'policy')),
        at INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (execution_id, seq)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO records_2 SELECT execution_id, seq, task, kind, at, data FROM records;
      DROP TABLE records;
      ALTER TABLE records_2 RENAME TO records;
      CREATE INDEX records_by_kind ON records (kind, at);
    `,
  },
  {
    name: 'places at agents',
    sql: `
      -- Attempts of agents that carry out no more than so many at a time, of all executions: those under way, and those that wait.
      CREATE TABLE places (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        agent TEXT NOT NULL,
        most INTEGER NOT NULL,
        priority INTEGER NOT NULL,
        -- The process that carries the attempt out.
        owner TEXT NOT NULL,
        is_taken INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX places_by_agent ON places (agent, is_taken);
    `,
  },
]
