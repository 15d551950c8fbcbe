//! What may be stored of an employee, and the words with which anything else is refused.
//!
//! A refusal is read by a model, which then asks the person or tries again, so it names the
//! field and the rule. It is in Spanish, like the rest of the server's texts.

use super::{Changes, NewEmployee};

/// Longest name, role or department, in characters.
pub(crate) const MAX_TEXT: usize = 200;
/// Longest email address, in characters (RFC 5321, 4.5.3.1.3, less the angle brackets).
pub(crate) const MAX_EMAIL: usize = 254;
/// Highest salary, in euros a year: above it is a typing error.
pub(crate) const MAX_SALARY: f64 = 1e9;

/// Why an employee cannot be stored as asked.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Rejected {
    /// A text has no visible character.
    #[error("«{0}» no puede estar vacío.")]
    Empty(&'static str),
    /// A text is longer than its limit.
    #[error("«{field}» admite como máximo {max} caracteres.")]
    TooLong {
        /// The argument's name.
        field: &'static str,
        /// Its limit in characters.
        max: usize,
    },
    /// A text holds a line break or another control character.
    #[error("«{0}» no puede contener saltos de línea ni caracteres de control.")]
    Control(&'static str),
    /// The email has not the shape of one.
    #[error("«email» debe tener la forma nombre@dominio.com; omítelo si no se conoce.")]
    Email,
    /// Another employee has the email.
    #[error("El correo ya lo usa otra persona (id {0}); cada correo debe ser único.")]
    EmailTaken(i64),
    /// The salary is negative or beyond reason.
    #[error("«salary» debe ser un número entre 0 y 1000000000 (euros brutos al año).")]
    Salary,
    /// The date is not one of the calendar.
    #[error("«hire_date» debe ser una fecha real con la forma AAAA-MM-DD, por ejemplo 2024-02-29.")]
    Date,
    /// Nobody has this id.
    #[error("No existe ningún empleado con id {0}. Usa list_employees para ver los ids.")]
    UnknownId(i64),
    /// An update names no field.
    #[error("No hay nada que cambiar: indica al menos un campo además de «id».")]
    NothingToChange,
}

/// Checks a new employee and returns it with its texts trimmed.
///
/// # Errors
/// Fails on the first field that breaks its rule.
pub(super) fn new_employee(new: &NewEmployee) -> Result<NewEmployee, Rejected> {
    Ok(NewEmployee {
        name: text("name", &new.name)?,
        role: text("role", &new.role)?,
        department: text("department", &new.department)?,
        email: new.email.as_deref().map(email).transpose()?,
        salary: new.salary.map(salary).transpose()?,
        hire_date: new.hire_date.as_deref().map(date).transpose()?,
    })
}

/// Checks the fields of an update and returns them with their texts trimmed.
///
/// # Errors
/// Fails on the first field that breaks its rule, and if there is none.
pub(super) fn changes(changes: Changes) -> Result<Changes, Rejected> {
    if changes == Changes::default() {
        return Err(Rejected::NothingToChange);
    }
    Ok(Changes {
        name: changes.name.map(|value| text("name", &value)).transpose()?,
        role: changes.role.map(|value| text("role", &value)).transpose()?,
        department: changes.department.map(|value| text("department", &value)).transpose()?,
        email: changes.email.as_deref().map(email).transpose()?,
        salary: changes.salary.map(salary).transpose()?,
        hire_date: changes.hire_date.as_deref().map(date).transpose()?,
    })
}

/// Checks a text and trims it.
fn text(field: &'static str, value: &str) -> Result<String, Rejected> {
    limited(field, value, MAX_TEXT)
}

/// Checks a text against a limit in characters and trims it.
fn limited(field: &'static str, value: &str, max: usize) -> Result<String, Rejected> {
    let value = value.trim();
    if value.is_empty() {
        return Err(Rejected::Empty(field));
    }
    if value.chars().count() > max {
        return Err(Rejected::TooLong { field, max });
    }
    if value.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Err(Rejected::Control(field));
    }
    Ok(value.to_owned())
}

/// Checks the shape of an email: one `@`, a name before it, a dotted domain after it.
fn email(value: &str) -> Result<String, Rejected> {
    let value = limited("email", value, MAX_EMAIL)?;
    let Some((name, domain)) = value.split_once('@') else { return Err(Rejected::Email) };
    let labels: Vec<&str> = domain.split('.').collect();
    let good_label =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let good = !name.is_empty()
        && !name.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"'))
        && labels.len() >= 2
        && labels.iter().all(good_label);
    if good { Ok(value) } else { Err(Rejected::Email) }
}

/// Checks a salary: finite and between 0 and [`MAX_SALARY`].
fn salary(value: f64) -> Result<f64, Rejected> {
    // A NaN is in no range.
    if (0.0..=MAX_SALARY).contains(&value) { Ok(value) } else { Err(Rejected::Salary) }
}

/// Checks a date of the form YYYY-MM-DD, from 1900 to 2100, in the Gregorian calendar.
fn date(value: &str) -> Result<String, Rejected> {
    let value = value.trim();
    let good_shape = value.len() == 10
        && value.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !good_shape {
        return Err(Rejected::Date);
    }
    let number = |range: std::ops::Range<usize>| value[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let good = (1900..=2100).contains(&year) && (1..=days_in(year, month)).contains(&day);
    if good { Ok(value.to_owned()) } else { Err(Rejected::Date) }
}

/// Returns the days of a month, 0 for a month that does not exist.
fn days_in(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Rejected, date, email, salary, text};

    #[test]
    fn a_date_is_one_of_the_calendar() {
        for good in ["2024-02-29", "2000-02-29", " 1999-12-31 ", "1900-01-01", "2100-12-31"] {
            assert_eq!(date(good), Ok(good.trim().to_owned()), "{good}");
        }
        for bad in [
            "2023-02-29",
            "1900-02-29",
            "2024-04-31",
            "2024-13-01",
            "2024-00-10",
            "2024-01-00",
            "2024-1-1",
            "01/02/2024",
            "2024-01-01T00:00",
            "1899-12-31",
            "2101-01-01",
            "",
            "٢٠٢٤-٠١",
            "+024-01-01",
        ] {
            assert_eq!(date(bad), Err(Rejected::Date), "{bad}");
        }
    }

    #[test]
    fn an_email_has_a_name_and_a_dotted_domain() {
        for good in ["ana@empresa.example", " a.b+c@x-y.co ", "ñandú@correo.es"] {
            assert_eq!(email(good), Ok(good.trim().to_owned()), "{good}");
        }
        for bad in
            ["ana", "@x.es", "ana@", "ana@x", "ana@x..es", "a na@x.es", "a@b@c.es", "<a@x.es>"]
        {
            assert_eq!(email(bad), Err(Rejected::Email), "{bad}");
        }
        assert_eq!(email("  "), Err(Rejected::Empty("email")));
    }

    #[test]
    fn a_salary_is_finite_and_not_negative() {
        for good in [0.0, 35_000.5, 1e9] {
            assert_eq!(salary(good), Ok(good));
        }
        for bad in [-0.01, 1e10, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            assert_eq!(salary(bad), Err(Rejected::Salary), "{bad}");
        }
    }

    #[test]
    fn a_text_is_one_visible_line_within_its_limit() {
        assert_eq!(text("name", "  Ana Peña "), Ok("Ana Peña".to_owned()));
        assert_eq!(text("name", &"ñ".repeat(200)), Ok("ñ".repeat(200)));
        assert_eq!(
            text("role", &"ñ".repeat(201)),
            Err(Rejected::TooLong { field: "role", max: 200 })
        );
        assert_eq!(text("name", " \t"), Err(Rejected::Empty("name")));
        for bad in ["a\nb", "a\u{1b}[2Jb", "a\u{2028}b", "a\u{9b}b"] {
            assert_eq!(text("name", bad), Err(Rejected::Control("name")), "{bad:?}");
        }
    }
}
