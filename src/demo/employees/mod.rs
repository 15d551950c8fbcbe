//! The employees of the demo, in one SQLite file.
//!
//! [`Store`] owns the connection. Its methods block for as long as SQLite takes (at most
//! [`BUSY_TIMEOUT`] when another program holds the file), so they are not for async code: the
//! server calls them from a thread of its own.

mod file;
mod seed;
#[cfg(test)]
mod tests;
mod validation;

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

pub use validation::Rejected;
pub(crate) use validation::{MAX_EMAIL, MAX_SALARY, MAX_TEXT};

use super::{error::DemoError, fold::fold};

/// How long a statement waits for another program that holds the file.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// One employee, as stored and as tools return it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Employee {
    /// Unique and never used again.
    pub id: i64,
    /// Full name.
    pub name: String,
    /// What the person does.
    pub role: String,
    /// Where the person works.
    pub department: String,
    /// Unique, whatever its case.
    pub email: Option<String>,
    /// Gross euros a year.
    pub salary: Option<f64>,
    /// YYYY-MM-DD.
    pub hire_date: String,
}

/// An employee to add.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewEmployee {
    /// Full name.
    pub name: String,
    /// What the person does.
    pub role: String,
    /// Where the person works.
    pub department: String,
    /// Unique, whatever its case.
    pub email: Option<String>,
    /// Gross euros a year.
    pub salary: Option<f64>,
    /// YYYY-MM-DD; today where it is left out.
    pub hire_date: Option<String>,
}

/// The fields of an update; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// New name.
    pub name: Option<String>,
    /// New role.
    pub role: Option<String>,
    /// New department.
    pub department: Option<String>,
    /// New email.
    pub email: Option<String>,
    /// New salary in gross euros a year.
    pub salary: Option<f64>,
    /// New hire date, YYYY-MM-DD.
    pub hire_date: Option<String>,
}

/// Which employees are asked for; case and accents make no difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The whole name of a department.
    pub department: Option<String>,
    /// Words that must all occur in name, role, department or email.
    pub text: Option<String>,
}

/// The figures of a group of employees; salaries only over those that have one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many people.
    pub headcount: usize,
    /// Mean salary, `None` where nobody has one.
    pub average_salary: Option<f64>,
    /// Lowest salary.
    pub min_salary: Option<f64>,
    /// Highest salary.
    pub max_salary: Option<f64>,
}

impl Figures {
    /// Computes the figures of a group.
    pub(crate) fn of<'a>(group: impl IntoIterator<Item = &'a Employee>) -> Self {
        let mut headcount = 0;
        let mut salaries = Vec::new();
        for employee in group {
            headcount += 1;
            salaries.extend(employee.salary);
        }
        let count = salaries.len() as f64;
        let average = salaries.iter().sum::<f64>() / count;
        Self {
            headcount,
            average_salary: (count > 0.0).then(|| (average * 100.0).round() / 100.0),
            min_salary: salaries.iter().copied().reduce(f64::min),
            max_salary: salaries.iter().copied().reduce(f64::max),
        }
    }
}

/// The figures of one department.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DepartmentFigures {
    /// The department.
    pub department: String,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The request breaks a rule; the asker can mend it.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// SQLite failed; the asker cannot mend it.
    #[error("La base de datos no pudo atender la petición: {0}")]
    Database(#[from] rusqlite::Error),
}

/// The open database of employees.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Opens the employees' file, and creates it with its first employees if it is new.
    ///
    /// A new file is readable by its owner alone. A file that holds something else is never
    /// written to.
    ///
    /// # Errors
    /// Fails if the file cannot be created or opened, is no SQLite database, belongs to another
    /// program, or was written by a newer version.
    pub fn open(path: &Path) -> Result<Self, DemoError> {
        file::open(path).map(|connection| Self { connection })
    }

    /// Returns the employees that pass the filter, in order of id.
    ///
    /// # Errors
    /// Fails if SQLite does.
    pub fn list(&self, filter: &Filter) -> Result<Vec<Employee>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT id, name, role, department, email, salary, hire_date FROM employees ORDER BY id",
        )?;
        let department = filter.department.as_deref().map(|name| fold(name.trim()));
        let text = fold(filter.text.as_deref().unwrap_or_default());
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut found = Vec::new();
        for employee in statement.query_map([], employee)? {
            let employee = employee?;
            let in_department =
                department.as_ref().is_none_or(|name| fold(&employee.department) == *name);
            if in_department && holds_all(&employee, &words) {
                found.push(employee);
            }
        }
        Ok(found)
    }

    /// Returns the names of the departments, in order of their first employee.
    ///
    /// # Errors
    /// Fails if SQLite does.
    pub fn departments(&self) -> Result<Vec<String>, StoreError> {
        Ok(summarize(&self.list(&Filter::default())?).into_iter().map(|d| d.department).collect())
    }

    /// Adds an employee and returns it as stored.
    ///
    /// # Errors
    /// Fails if a field breaks its rule or SQLite fails.
    pub fn add(&mut self, new: &NewEmployee) -> Result<Employee, StoreError> {
        let mut new = validation::new_employee(new)?;
        new.department = self.spelling_of(new.department)?;
        let write = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        refuse_taken_email(&write, new.email.as_deref(), None)?;
        write.execute(
            "INSERT INTO employees (name, role, department, email, salary, hire_date)
             VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?6, date('now', 'localtime')))",
            params![new.name, new.role, new.department, new.email, new.salary, new.hire_date],
        )?;
        let added = by_id(&write, write.last_insert_rowid())?;
        write.commit()?;
        Ok(added)
    }

    /// Changes the named fields of an employee and returns it as stored.
    ///
    /// # Errors
    /// Fails if nobody has the id, a field breaks its rule, or SQLite fails.
    pub fn update(&mut self, id: i64, changes: Changes) -> Result<Employee, StoreError> {
        let mut changes = validation::changes(changes)?;
        changes.department = changes.department.map(|name| self.spelling_of(name)).transpose()?;
        let write = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        refuse_taken_email(&write, changes.email.as_deref(), Some(id))?;
        write.execute(
            "UPDATE employees SET name = coalesce(?2, name), role = coalesce(?3, role),
                 department = coalesce(?4, department), email = coalesce(?5, email),
                 salary = coalesce(?6, salary), hire_date = coalesce(?7, hire_date)
             WHERE id = ?1",
            params![
                id,
                changes.name,
                changes.role,
                changes.department,
                changes.email,
                changes.salary,
                changes.hire_date
            ],
        )?;
        let updated = by_id(&write, id)?;
        write.commit()?;
        Ok(updated)
    }

    /// Returns how a department is already spelt, so that `ventas` joins `Ventas`.
    fn spelling_of(&self, department: String) -> Result<String, StoreError> {
        let folded = fold(&department);
        let known = self.departments()?.into_iter().find(|name| fold(name) == folded);
        Ok(known.unwrap_or(department))
    }
}

/// Groups employees by department, in order of first appearance.
pub(crate) fn summarize(employees: &[Employee]) -> Vec<DepartmentFigures> {
    let mut groups: Vec<(String, Vec<&Employee>)> = Vec::new();
    for employee in employees {
        let folded = fold(&employee.department);
        match groups.iter_mut().find(|(name, _)| fold(name) == folded) {
            Some((_, group)) => group.push(employee),
            None => groups.push((employee.department.clone(), vec![employee])),
        }
    }
    groups
        .into_iter()
        .map(|(department, group)| DepartmentFigures { department, figures: Figures::of(group) })
        .collect()
}

/// Whether every word occurs in the employee's name, role, department or email.
fn holds_all(employee: &Employee, words: &[&str]) -> bool {
    let email = employee.email.as_deref().unwrap_or_default();
    let all = [employee.name.as_str(), &employee.role, &employee.department, email].join("\n");
    let all = fold(&all);
    words.iter().all(|word| all.contains(word))
}

/// Reads an employee from a row of all columns.
fn employee(row: &Row<'_>) -> rusqlite::Result<Employee> {
    Ok(Employee {
        id: row.get(0)?,
        name: row.get(1)?,
        role: row.get(2)?,
        department: row.get(3)?,
        email: row.get(4)?,
        salary: row.get(5)?,
        hire_date: row.get(6)?,
    })
}

/// Reads one employee.
fn by_id(connection: &Connection, id: i64) -> Result<Employee, StoreError> {
    connection
        .query_row(
            "SELECT id, name, role, department, email, salary, hire_date
             FROM employees WHERE id = ?1",
            [id],
            employee,
        )
        .optional()?
        .ok_or_else(|| Rejected::UnknownId(id).into())
}

/// Fails if somebody other than `but` has the email.
fn refuse_taken_email(
    connection: &Connection,
    email: Option<&str>,
    but: Option<i64>,
) -> Result<(), StoreError> {
    let owner: Option<i64> = connection
        .query_row(
            "SELECT id FROM employees WHERE email = ?1 AND id IS NOT ?2",
            params![email, but],
            |row| row.get(0),
        )
        .optional()?;
    owner.map_or(Ok(()), |id| Err(Rejected::EmailTaken(id).into()))
}
