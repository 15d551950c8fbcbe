//! Questions: what a person wants, in Spanish or English.
//!
//! Rules over words, for the questions that a newcomer asks. What fits no rule is
//! [`Intent::Unclear`], and a word that no rule knows becomes part of the search, so that the
//! answer shows that it counted.

mod read;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub(super) use words::language_of;

/// Which employees a question is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    /// A department, under its Spanish name where it is a common one.
    pub(super) department: Option<String>,
    /// Words of a name or a role.
    pub(super) text: Option<String>,
}

/// A new employee, as far as the sentence describes one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Addition {
    pub(super) name: Option<String>,
    pub(super) role: Option<String>,
    pub(super) department: Option<String>,
    pub(super) email: Option<String>,
    pub(super) salary: Option<f64>,
    pub(super) hire_date: Option<String>,
}

/// A new value for a field of an employee.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NewValue {
    Name(String),
    Role(String),
    Department(String),
    Email(String),
    Salary(f64),
}

/// A change, as far as the sentence describes one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Alteration {
    /// The name of the person, or a part of it.
    pub(super) person: Option<String>,
    /// What is to be different.
    pub(super) value: Option<NewValue>,
}

/// What a person wants.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Intent {
    Greeting,
    Thanks,
    Farewell,
    Help,
    /// Which tools there are.
    Tools,
    /// Who is in the group.
    List(Group),
    /// How many are in the group.
    Count(Group),
    /// One person, by words of the name or role.
    Find(String),
    /// The average salary, of a department or of all.
    Average(Option<String>),
    /// Who earns most, or least.
    Extreme {
        most: bool,
        department: Option<String>,
    },
    /// The departments with their figures.
    Departments,
    Add(Addition),
    Change(Alteration),
    /// Somebody is to be removed, for which there is no tool.
    Remove,
    /// Nothing that the rules know.
    Unclear,
}

/// Reads a question.
pub(super) fn understand(question: &str) -> Intent {
    let words = words::words(question);
    write::intent(&words).or_else(|| read::intent(&words)).unwrap_or(Intent::Unclear)
}
