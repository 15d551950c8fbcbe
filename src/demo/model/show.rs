//! Data as the offline model shows it: markdown in the person's language.

use crate::{
    demo::{
        employees::{DepartmentFigures, Employee},
        result_text::table,
    },
    text::Lang,
};

/// Writes a list of people, as wide as a terminal takes.
pub(super) fn people(lang: Lang, employees: &[Employee]) -> String {
    let columns = [lang.demo_label_name(), lang.demo_label_role(), lang.demo_label_department()];
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let rows = employees
        .iter()
        .map(|each| vec![each.name.clone(), each.role.clone(), each.department.clone()]);
    table(&columns, rows)
}

/// Writes all that is known of one person.
pub(super) fn card(lang: Lang, employee: &Employee) -> String {
    let email = employee.email.clone().unwrap_or_else(|| lang.demo_unknown());
    [
        format!("- **{}**: {}", lang.demo_label_name(), employee.name),
        format!("- **{}**: {}", lang.demo_label_role(), employee.role),
        format!("- **{}**: {}", lang.demo_label_department(), employee.department),
        format!("- **{}**: {email}", lang.demo_label_email()),
        format!("- **{}**: {}", lang.demo_label_salary(), euros(lang, employee.salary)),
        format!("- **{}**: {}", lang.demo_label_hire_date(), employee.hire_date),
    ]
    .join("\n")
}

/// Writes the figures of departments.
pub(super) fn figures(lang: Lang, departments: &[DepartmentFigures]) -> String {
    let columns = [
        lang.demo_label_department(),
        lang.demo_label_people(),
        lang.demo_label_average(),
        lang.demo_label_min(),
        lang.demo_label_max(),
    ];
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let rows = departments.iter().map(|each| {
        vec![
            each.department.clone(),
            each.figures.headcount.to_string(),
            euros(lang, each.figures.average_salary),
            euros(lang, each.figures.min_salary),
            euros(lang, each.figures.max_salary),
        ]
    });
    table(&columns, rows)
}

/// Writes a sum of euros, with its cents where it has some.
pub(super) fn euros(lang: Lang, amount: Option<f64>) -> String {
    let Some(amount) = amount else { return lang.demo_unknown() };
    let text = format!("{amount:.2}");
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push_str(&lang.demo_thousands());
        }
        grouped.push(digit);
    }
    if cents != "00" {
        grouped.push_str(&lang.demo_decimal());
        grouped.push_str(cents);
    }
    lang.demo_euros(grouped)
}

#[cfg(test)]
mod tests {
    use super::euros;
    use crate::text::Lang;

    #[test]
    fn sums_are_written_as_each_language_does() {
        for (amount, es, en) in [
            (Some(0.0), "0 €", "€0"),
            (Some(999.0), "999 €", "€999"),
            (Some(41_833.33), "41.833,33 €", "€41,833.33"),
            (Some(1_000_000.0), "1.000.000 €", "€1,000,000"),
            (None, "sin datos", "unknown"),
        ] {
            assert_eq!((euros(Lang::Es, amount), euros(Lang::En, amount)), (es.into(), en.into()));
        }
    }
}
