//! The text form of the tools' results: written by the server, read back by the offline model.
//!
//! A model is shown the text of a result, so it has to be complete and readable by itself, also
//! for a person at `mcp-chat call`: a line that says what it is, then a markdown table. The
//! offline model sees no more than that. It reads rows one by one, so that a long result which a
//! client cut in the middle is still read as far as it goes, and known to be cut.

use serde::Deserialize;

use super::employees::{DepartmentFigures, Employee, Figures};

/// Columns of a table of employees; the first one tells the two tables apart.
const EMPLOYEE_COLUMNS: [&str; 7] =
    ["id", "nombre", "puesto", "departamento", "correo", "salario", "alta"];
/// Columns of a table of departments.
const DEPARTMENT_COLUMNS: [&str; 5] =
    ["departamento", "empleados", "salario medio", "salario mínimo", "salario máximo"];
/// The row under the departments that sums them up.
const TOTAL: &str = "**Total**";
/// Stands for a value that is not known.
const UNKNOWN: &str = "—";

/// Writes employees under a heading.
pub(crate) fn employees(heading: &str, employees: &[Employee]) -> String {
    let rows = employees.iter().map(|employee| {
        vec![
            employee.id.to_string(),
            employee.name.clone(),
            employee.role.clone(),
            employee.department.clone(),
            employee.email.clone().unwrap_or_else(|| UNKNOWN.to_owned()),
            amount(employee.salary),
            employee.hire_date.clone(),
        ]
    });
    with_heading(heading, employees.is_empty(), &EMPLOYEE_COLUMNS, rows)
}

/// Writes the figures of departments under a heading, with their total where it is given.
pub(crate) fn departments(
    heading: &str,
    departments: &[DepartmentFigures],
    total: Option<&Figures>,
) -> String {
    let row = |name: &str, figures: &Figures| {
        vec![
            name.to_owned(),
            figures.headcount.to_string(),
            amount(figures.average_salary),
            amount(figures.min_salary),
            amount(figures.max_salary),
        ]
    };
    let rows = departments.iter().map(|each| row(&each.department, &each.figures));
    let rows = rows.chain(total.map(|figures| row(TOTAL, figures)));
    with_heading(heading, departments.is_empty(), &DEPARTMENT_COLUMNS, rows)
}

/// Writes a heading and, unless it would be empty, a table.
fn with_heading(
    heading: &str,
    empty: bool,
    columns: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> String {
    if empty { heading.to_owned() } else { format!("{heading}\n\n{}", table(columns, rows)) }
}

/// Writes a markdown table.
pub(crate) fn table(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = format!("| {} |\n|{}", columns.join(" | "), " --- |".repeat(columns.len()));
    for row in rows {
        let cells: Vec<String> =
            row.iter().map(|cell| cell.replace('\\', "\\\\").replace('|', "\\|")).collect();
        out.push_str(&format!("\n| {} |", cells.join(" | ")));
    }
    out
}

/// Writes a salary: without decimals where there are none.
fn amount(salary: Option<f64>) -> String {
    salary.map_or_else(
        || UNKNOWN.to_owned(),
        |value| if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.2}") },
    )
}

/// A result as the offline model understands it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reading {
    /// Employees, and how many the result says there are (more than were read if it was cut).
    Employees {
        /// Those that could be read.
        employees: Vec<Employee>,
        /// The number in the heading, if it has one.
        announced: Option<usize>,
        /// The departments that exist, where the result lists them instead of employees.
        known_departments: Vec<String>,
    },
    /// The figures of departments.
    Departments {
        /// Each department.
        departments: Vec<DepartmentFigures>,
        /// All of them together.
        total: Option<Figures>,
    },
}

/// Heading of a list of employees, followed by their number.
const EMPLOYEES_HEADING: &str = "Empleados: ";
/// Line that lists the departments when a filter names none of them.
const KNOWN_DEPARTMENTS: &str = "Departamentos que existen: ";

/// Writes the heading of a list of employees.
pub(crate) fn list_heading(count: usize, known_departments: &[String]) -> String {
    if known_departments.is_empty() {
        format!("{EMPLOYEES_HEADING}{count}")
    } else {
        format!("{EMPLOYEES_HEADING}{count}\n{KNOWN_DEPARTMENTS}{}", known_departments.join("; "))
    }
}

/// Reads a result; `None` if it is none of ours, as an error message is.
pub(crate) fn read(text: &str) -> Option<Reading> {
    read_json(text).or_else(|| read_table(text))
}

/// Reads a structured result, for clients that hand that to the model.
fn read_json(text: &str) -> Option<Reading> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Structured {
        Employees { employees: Vec<Employee> },
        Employee { employee: Employee },
        Departments { departments: Vec<DepartmentFigures>, total: Option<Figures> },
    }
    Some(match serde_json::from_str(text).ok()? {
        Structured::Employees { employees } => {
            Reading::Employees { employees, announced: None, known_departments: Vec::new() }
        }
        Structured::Employee { employee } => Reading::Employees {
            employees: vec![employee],
            announced: None,
            known_departments: Vec::new(),
        },
        Structured::Departments { departments, total } => {
            Reading::Departments { departments, total }
        }
    })
}

/// Reads the text form.
fn read_table(text: &str) -> Option<Reading> {
    let rows: Vec<Vec<String>> = text.lines().filter_map(cells).collect();
    let has = |columns: &[&str]| rows.iter().any(|row| row == columns);
    if has(&DEPARTMENT_COLUMNS) {
        let mut departments: Vec<_> = rows.iter().filter_map(|row| read_department(row)).collect();
        let total = departments.pop_if(|last| last.department == TOTAL).map(|last| last.figures);
        return Some(Reading::Departments { departments, total });
    }
    let announced = text
        .lines()
        .find_map(|line| line.strip_prefix(EMPLOYEES_HEADING))
        .and_then(|number| number.trim().parse().ok());
    if announced.is_none() && !has(&EMPLOYEE_COLUMNS) {
        return None;
    }
    let known = text.lines().find_map(|line| line.strip_prefix(KNOWN_DEPARTMENTS));
    let known = known.map(|names| names.split("; ").map(str::to_owned).collect());
    Some(Reading::Employees {
        employees: rows.iter().filter_map(|row| read_employee(row)).collect(),
        announced,
        known_departments: known.unwrap_or_default(),
    })
}

/// Splits a row of a table into its cells, `None` if the line is no whole row.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        let cell = cells.last_mut()?;
        match c {
            _ if std::mem::take(&mut escaped) => cell.push(c),
            '\\' => escaped = true,
            '|' => cells.push(String::new()),
            _ => cell.push(c),
        }
    }
    Some(cells.iter().map(|cell| cell.trim().to_owned()).collect())
}

/// Reads a row of employees.
fn read_employee(row: &[String]) -> Option<Employee> {
    let [id, name, role, department, email, salary, hire_date] = row else { return None };
    Some(Employee {
        id: id.parse().ok()?,
        name: name.clone(),
        role: role.clone(),
        department: department.clone(),
        email: (email != UNKNOWN).then(|| email.clone()),
        salary: salary.parse().ok(),
        hire_date: hire_date.clone(),
    })
}

/// Reads a row of departments.
fn read_department(row: &[String]) -> Option<DepartmentFigures> {
    let [department, headcount, average, min, max] = row else { return None };
    let figures = Figures {
        headcount: headcount.parse().ok()?,
        average_salary: average.parse().ok(),
        min_salary: min.parse().ok(),
        max_salary: max.parse().ok(),
    };
    Some(DepartmentFigures { department: department.clone(), figures })
}

#[cfg(test)]
mod tests {
    use super::{Reading, departments, employees, list_heading, read};
    use crate::demo::employees::{DepartmentFigures, Employee, Figures};

    fn ana() -> Employee {
        Employee {
            id: 13,
            name: "Ana | García \\ Ruiz".into(),
            role: "Contadora".into(),
            department: "Finanzas".into(),
            email: None,
            salary: Some(35_000.5),
            hire_date: "2024-02-29".into(),
        }
    }

    fn luis() -> Employee {
        Employee { id: 14, email: Some("luis@x.example".into()), salary: None, ..ana() }
    }

    #[test]
    fn employees_are_read_as_they_were_written() {
        let text = employees(&list_heading(2, &[]), &[ana(), luis()]);
        let expected = Reading::Employees {
            employees: vec![ana(), luis()],
            announced: Some(2),
            known_departments: Vec::new(),
        };
        assert_eq!(read(&text), Some(expected), "{text}");
    }

    #[test]
    fn a_result_that_was_cut_is_read_as_far_as_it_goes() {
        let whole = employees(&list_heading(2, &[]), &[ana(), luis()]);
        let cut = format!("{}\n[… cortado …]", &whole[..whole.rfind("luis@").expect("an email")]);
        let expected = Reading::Employees {
            employees: vec![ana()],
            announced: Some(2),
            known_departments: Vec::new(),
        };
        assert_eq!(read(&cut), Some(expected));
    }

    #[test]
    fn no_employees_are_a_result_too() {
        let known = ["Ventas".to_owned(), "Finanzas".to_owned()];
        let expected = Reading::Employees {
            employees: Vec::new(),
            announced: Some(0),
            known_departments: known.to_vec(),
        };
        assert_eq!(read(&employees(&list_heading(0, &known), &[])), Some(expected));
    }

    #[test]
    fn departments_are_read_as_they_were_written() {
        let figures = Figures {
            headcount: 2,
            average_salary: Some(35_000.25),
            min_salary: Some(30_000.0),
            max_salary: None,
        };
        let each = DepartmentFigures { department: "Ventas".into(), figures: figures.clone() };
        let text = departments("Departamentos: 1", std::slice::from_ref(&each), Some(&figures));
        let expected = Reading::Departments { departments: vec![each], total: Some(figures) };
        assert_eq!(read(&text), Some(expected), "{text}");
    }

    #[test]
    fn a_structured_result_is_read_as_well() {
        let json = serde_json::json!({ "employees": [ana()], "count": 1 }).to_string();
        let expected = Reading::Employees {
            employees: vec![ana()],
            announced: None,
            known_departments: Vec::new(),
        };
        assert_eq!(read(&json), Some(expected));
    }

    #[test]
    fn an_error_is_no_result() {
        for text in ["", "«email» no es válido.", "{\"error\":\"denied\"}", "| a | b |", "[1]"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
