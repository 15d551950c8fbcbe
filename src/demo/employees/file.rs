//! The file of the employees: creating it, and refusing one that is not ours.

use std::{
    fs::{self, OpenOptions},
    io,
    path::Path,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params};

use super::{BUSY_TIMEOUT, seed};
use crate::demo::error::DemoError;

/// Marks the file as ours in SQLite's header ("mcpE").
const APPLICATION_ID: i32 = 0x6d63_7045;
/// The version of the table below.
const SCHEMA_VERSION: i32 = 1;
/// Ids are never used again, so that a model cannot confuse two people.
const SCHEMA: &str = "CREATE TABLE employees (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    department TEXT NOT NULL,
    email TEXT COLLATE NOCASE UNIQUE,
    salary REAL CHECK (salary >= 0),
    hire_date TEXT NOT NULL
) STRICT";

/// Opens the file, and creates and fills it if it is new.
pub(super) fn open(path: &Path) -> Result<Connection, DemoError> {
    let create = |source| DemoError::CreateDatabase { path: path.to_owned(), source };
    // An absolute path, because SQLite gives some relative names a meaning (`:memory:`).
    let absolute = std::path::absolute(path).map_err(create)?;
    create_if_missing(&absolute).map_err(create)?;
    connect(&absolute).map_err(|error| match error {
        Opening::Sqlite(source) => refused(path, source),
        Opening::Foreign => DemoError::ForeignDatabase { path: path.to_owned() },
        Opening::Newer => DemoError::NewerDatabase { path: path.to_owned() },
    })
}

/// Creates an empty file for its owner alone, which SQLite's journal beside it copies.
fn create_if_missing(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// Why a file could not be taken as ours.
enum Opening {
    Sqlite(rusqlite::Error),
    Foreign,
    Newer,
}

impl From<rusqlite::Error> for Opening {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Opens the database and settles whose it is before anything is written.
fn connect(path: &Path) -> Result<Connection, Opening> {
    // Without SQLITE_OPEN_URI, so that a name such as `file:x?mode=memory` is only a name.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // One write transaction: of two programs that start together, the second finds it filled.
    let setup = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let number = |sql: &str| setup.query_row(sql, [], |row| row.get::<_, i32>(0));
    let owner = number("PRAGMA application_id")?;
    let objects = number("SELECT count(*) FROM sqlite_schema")?;
    if owner == APPLICATION_ID {
        if number("PRAGMA user_version")? > SCHEMA_VERSION {
            return Err(Opening::Newer);
        }
    } else if owner == 0 && objects == 0 {
        fill(&setup)?;
    } else {
        return Err(Opening::Foreign);
    }
    // A file that lost its table, or a column of it, is found here and not at the first question.
    setup.prepare("SELECT id, name, role, department, email, salary, hire_date FROM employees")?;
    setup.commit()?;
    Ok(connection)
}

/// Creates the table with its first employees.
fn fill(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(SCHEMA)?;
    let mut insert = connection.prepare(
        "INSERT INTO employees (name, role, department, email, salary, hire_date)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (name, role, department, email, salary, hire_date) in seed::EMPLOYEES {
        insert.execute(params![name, role, department, email, salary, hire_date])?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", SCHEMA_VERSION)
}

/// Names what SQLite's refusal means.
fn refused(path: &Path, source: rusqlite::Error) -> DemoError {
    let path = path.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => DemoError::ForeignDatabase { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            DemoError::BusyDatabase { path }
        }
        _ => DemoError::OpenDatabase { path, source },
    }
}
