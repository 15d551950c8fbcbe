//! From a turn to a reply: which tool to call next, or what to say with the results.
//!
//! Pure. No tool is called twice in a turn, so a turn always ends: a call that failed or was
//! denied is told as it is.

use serde_json::{Map, Value, json};

use super::{
    conversation::{Done, Turn},
    show,
    understand::{Addition, Alteration, Group, Intent, NewValue, understand},
    wire::{Call, Reply},
};
use crate::{
    demo::{
        employees::{DepartmentFigures, Employee, Figures},
        fold::fold,
        result_text::{self, Reading},
    },
    text::Lang,
    untrusted::Untrusted,
};

/// Characters of a tool's error that are repeated.
const MAX_ERROR: usize = 500;

/// Says what the model replies in this turn.
///
/// `callable` are the tools that may be called now, `offered` all that the request names.
pub(super) fn reply(turn: &Turn<'_>, callable: &[&str], offered: &[&str]) -> Reply {
    let step = Step { turn, lang: turn.lang, callable, offered };
    match step.reply() {
        Reply::Text(text) if turn.first => {
            Reply::Text(format!("{}\n\n{text}", turn.lang.demo_model_notice()))
        }
        reply => reply,
    }
}

/// One step of a turn and what it may use.
struct Step<'a> {
    turn: &'a Turn<'a>,
    lang: Lang,
    callable: &'a [&'a str],
    offered: &'a [&'a str],
}

impl Step<'_> {
    fn reply(&self) -> Reply {
        let lang = self.lang;
        let text = match understand(self.turn.question) {
            Intent::Greeting => lang.demo_model_greeting(),
            Intent::Thanks => lang.demo_model_thanks(),
            Intent::Farewell => lang.demo_model_farewell(),
            Intent::Help => lang.demo_model_help(),
            Intent::Tools => self.tools(),
            Intent::Remove => lang.demo_model_no_remove(),
            Intent::Unclear => format!("{} {}", lang.demo_model_unclear(), lang.demo_model_help()),
            Intent::List(group) => {
                return self.people(&group, |people| listed(lang, &group, people));
            }
            Intent::Count(group) => {
                return self.people(&group, |people| counted(lang, &group, people));
            }
            Intent::Find(text) => {
                let group = Group { department: None, text: Some(text) };
                return self.people(&group, |people| listed(lang, &group, people));
            }
            Intent::Extreme { most, department } => {
                let group = Group { department, text: None };
                return self.people(&group, |people| extreme(lang, most, people));
            }
            Intent::Average(department) => {
                return self.figures(department.as_deref(), |departments, total| {
                    averages(lang, department.as_deref(), departments, total)
                });
            }
            Intent::Departments => {
                return self.figures(None, |departments, _| {
                    let heading = lang.demo_summary(departments.len());
                    format!("{heading}\n\n{}", show::figures(lang, departments))
                });
            }
            Intent::Add(addition) => return self.add(&addition),
            Intent::Change(alteration) => return self.change(&alteration),
        };
        Reply::Text(text)
    }

    /// Lists the tools of the request.
    fn tools(&self) -> String {
        if self.offered.is_empty() {
            return self.lang.demo_model_no_tools();
        }
        let names: Vec<String> = self.offered.iter().map(|name| format!("- `{name}`")).collect();
        format!("{}\n\n{}", self.lang.demo_model_tools(), names.join("\n"))
    }

    /// Calls a tool, unless it was called in this turn: then reads its result with `tell`.
    fn with_result(
        &self,
        tool: &str,
        arguments: Value,
        tell: impl FnOnce(Reading) -> Reply,
    ) -> Reply {
        let called = |done: &&Done| is_named(&done.tool, tool);
        let Some(done) = self.turn.done.iter().rev().find(called) else {
            return self.call(tool, arguments);
        };
        match result_text::read(&done.result) {
            Some(reading) => tell(reading),
            None => Reply::Text(self.failure(&done.result)),
        }
    }

    /// Calls a tool, or says why it cannot.
    fn call(&self, tool: &str, arguments: Value) -> Reply {
        let find = |names: &[&str]| {
            names.iter().find(|name| is_named(name, tool)).copied().map(str::to_owned)
        };
        match (find(self.callable), find(self.offered)) {
            (Some(name), _) => Reply::Call(Call { name, arguments }),
            (None, Some(_)) => Reply::Text(self.lang.demo_model_tools_off()),
            (None, None) if self.offered.is_empty() => Reply::Text(self.lang.demo_model_no_tools()),
            (None, None) => Reply::Text(self.lang.demo_model_foreign_tools(tool)),
        }
    }

    /// Tells a result that is an error.
    fn failure(&self, result: &str) -> String {
        let folded = fold(result);
        let denied = ["denied", "denegad", "rechazad", "declined", "not approved", "no autoriz"];
        if denied.into_iter().any(|word| folded.contains(word)) {
            return self.lang.demo_model_denied();
        }
        self.lang.demo_model_tool_error(Untrusted::from(result).line(MAX_ERROR))
    }

    /// Answers a question about a group of people.
    fn people(&self, group: &Group, tell: impl FnOnce(&People) -> String) -> Reply {
        let mut arguments = Map::new();
        let mut put = |name: &str, value: &Option<String>| {
            if let Some(value) = value {
                arguments.insert(name.to_owned(), json!(value));
            }
        };
        put("department", &group.department);
        put("text", &group.text);
        self.with_result("list_employees", Value::Object(arguments), |reading| {
            let Some(people) = People::of(reading) else {
                return Reply::Text(self.lang.demo_model_unclear());
            };
            Reply::Text(match people.found.as_slice() {
                [] => nobody(self.lang, group, &people),
                [_, ..] => tell(&people),
            })
        })
    }

    /// Answers a question about figures.
    fn figures(
        &self,
        department: Option<&str>,
        tell: impl FnOnce(&[DepartmentFigures], Option<&Figures>) -> String,
    ) -> Reply {
        let arguments = department.map_or_else(|| json!({}), |name| json!({ "department": name }));
        self.with_result("department_summary", arguments, |reading| {
            Reply::Text(match reading {
                Reading::Departments { departments, total } => tell(&departments, total.as_ref()),
                Reading::Employees { .. } => self.lang.demo_model_unclear(),
            })
        })
    }

    /// Adds a person, or asks for what is missing.
    fn add(&self, addition: &Addition) -> Reply {
        let (Some(name), Some(role), Some(department)) =
            (&addition.name, &addition.role, &addition.department)
        else {
            let missing = [
                addition.name.is_none().then(|| self.lang.demo_missing_name()),
                addition.role.is_none().then(|| self.lang.demo_missing_role()),
                addition.department.is_none().then(|| self.lang.demo_missing_department()),
            ];
            let missing: Vec<String> = missing.into_iter().flatten().collect();
            return Reply::Text(self.lang.demo_add_needs(missing.join(", ")));
        };
        let mut arguments = json!({ "name": name, "role": role, "department": department });
        if let Some(email) = &addition.email {
            arguments["email"] = json!(email);
        }
        if let Some(salary) = addition.salary {
            arguments["salary"] = json!(salary);
        }
        if let Some(date) = &addition.hire_date {
            arguments["hire_date"] = json!(date);
        }
        self.with_result("add_employee", arguments, |reading| {
            self.written(reading, |lang, name| lang.demo_added(name))
        })
    }

    /// Changes a person: finds the id first.
    fn change(&self, alteration: &Alteration) -> Reply {
        let (Some(person), Some(value)) = (&alteration.person, &alteration.value) else {
            return Reply::Text(self.lang.demo_change_needs());
        };
        if self.turn.done.iter().any(|done| is_named(&done.tool, "update_employee")) {
            return self.with_result("update_employee", Value::Null, |reading| {
                self.written(reading, |lang, name| lang.demo_changed(name))
            });
        }
        self.with_result("list_employees", json!({ "text": person }), |reading| {
            let found = People::of(reading).map(|people| people.found).unwrap_or_default();
            match called(&found, person).as_slice() {
                [] => Reply::Text(self.lang.demo_no_such_person(person)),
                [one] => self.call("update_employee", update(one.id, value)),
                several => {
                    let several: Vec<Employee> = several.iter().copied().cloned().collect();
                    let table = show::people(self.lang, &several);
                    Reply::Text(format!("{}\n\n{table}", self.lang.demo_which_one(person)))
                }
            }
        })
    }

    /// Tells what was stored.
    fn written(&self, reading: Reading, heading: impl FnOnce(Lang, &str) -> String) -> Reply {
        let stored = People::of(reading).map(|people| people.found).unwrap_or_default();
        Reply::Text(match stored.first() {
            Some(one) => {
                format!("{}\n\n{}", heading(self.lang, &one.name), show::card(self.lang, one))
            }
            None => self.lang.demo_model_unclear(),
        })
    }
}

/// Whether a tool of the request is the one meant; a client may have put a server's name to it.
fn is_named(name: &str, tool: &str) -> bool {
    name == tool
        || name.strip_suffix(tool).is_some_and(|before| before.ends_with('_'))
        || name.strip_prefix(tool).is_some_and(|after| after.starts_with('_'))
}

/// People as a result lists them.
struct People {
    found: Vec<Employee>,
    /// How many there are; more than `found` if the result was cut.
    count: usize,
    known_departments: Vec<String>,
}

impl People {
    fn of(reading: Reading) -> Option<Self> {
        let Reading::Employees { employees, announced, known_departments } = reading else {
            return None;
        };
        let count = announced.unwrap_or(employees.len());
        Some(Self { found: employees, count, known_departments })
    }
}

/// Says whom a question was about: "en Ventas con «contador»".
fn described(lang: Lang, group: &Group) -> Option<String> {
    let department = group.department.as_ref().map(|name| lang.demo_in_department(name));
    let text = group.text.as_ref().map(|text| lang.demo_matching(text));
    let parts: Vec<String> = department.into_iter().chain(text).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Counts people in words.
fn people_in_words(lang: Lang, count: usize) -> String {
    if count == 1 { lang.demo_one_person() } else { lang.demo_people(count) }
}

/// Says that nobody is in a group, and which departments there are.
fn nobody(lang: Lang, group: &Group, people: &People) -> String {
    let Some(what) = described(lang, group) else { return lang.demo_nobody_at_all() };
    let mut text = lang.demo_nobody(what);
    if !people.known_departments.is_empty() {
        text.push(' ');
        text.push_str(&lang.demo_departments_are(people.known_departments.join(", ")));
    }
    text
}

/// Lists people; one alone is shown whole.
fn listed(lang: Lang, group: &Group, people: &People) -> String {
    let count = people_in_words(lang, people.count);
    let heading = match described(lang, group) {
        Some(what) => lang.demo_found(count, what),
        None => lang.demo_found_all(count),
    };
    let body = match people.found.as_slice() {
        [one] => show::card(lang, one),
        several => show::people(lang, several),
    };
    let mut text = format!("{heading}\n\n{body}");
    if people.found.len() < people.count {
        let cut = lang.demo_result_cut(people.found.len(), people.count);
        text.push_str(&format!("\n\n{cut}"));
    }
    text
}

/// Counts people.
fn counted(lang: Lang, group: &Group, people: &People) -> String {
    match described(lang, group) {
        Some(what) if people.count == 1 => lang.demo_counted_one(what),
        Some(what) => lang.demo_counted(people_in_words(lang, people.count), what),
        None => lang.demo_counted_all(people_in_words(lang, people.count)),
    }
}

/// Finds who earns most or least.
fn extreme(lang: Lang, most: bool, people: &People) -> String {
    if people.found.len() < people.count {
        return lang.demo_result_too_long();
    }
    let paid = people.found.iter().filter(|each| each.salary.is_some());
    let by_salary = |a: &&Employee, b: &&Employee| {
        a.salary.unwrap_or_default().total_cmp(&b.salary.unwrap_or_default())
    };
    let found = if most { paid.max_by(by_salary) } else { paid.min_by(by_salary) };
    let Some(one) = found else { return lang.demo_no_salaries() };
    let amount = show::euros(lang, one.salary);
    let heading = if most {
        lang.demo_earns_most(&one.name, amount)
    } else {
        lang.demo_earns_least(&one.name, amount)
    };
    format!("{heading}\n\n{}", show::card(lang, one))
}

/// Tells the average of a department, or of all with each department's.
fn averages(
    lang: Lang,
    department: Option<&str>,
    departments: &[DepartmentFigures],
    total: Option<&Figures>,
) -> String {
    let figures = match (department, departments) {
        (Some(_), [one]) => Some(&one.figures),
        (Some(_) | None, _) => total,
    };
    let Some(figures) = figures.filter(|figures| figures.average_salary.is_some()) else {
        return lang.demo_no_salaries();
    };
    let amount = show::euros(lang, figures.average_salary);
    match departments {
        [one] if department.is_some() => lang.demo_average(
            &one.department,
            amount,
            show::euros(lang, figures.min_salary),
            show::euros(lang, figures.max_salary),
        ),
        _ => {
            let table = show::figures(lang, departments);
            format!("{}\n\n{table}", lang.demo_average_all(amount))
        }
    }
}

/// Picks those whose name has all the words; a name that is exactly the same wins.
fn called<'e>(employees: &'e [Employee], person: &str) -> Vec<&'e Employee> {
    let person = fold(person);
    let words: Vec<&str> = person.split_whitespace().collect();
    let named: Vec<&Employee> = employees
        .iter()
        .filter(|each| {
            let name = fold(&each.name);
            let parts: Vec<&str> = name.split_whitespace().collect();
            words.iter().all(|word| parts.contains(word))
        })
        .collect();
    let exact: Vec<&Employee> =
        named.iter().copied().filter(|each| fold(&each.name) == person).collect();
    if exact.is_empty() { named } else { exact }
}

/// Builds the arguments of an update.
fn update(id: i64, value: &NewValue) -> Value {
    match value {
        NewValue::Name(name) => json!({ "id": id, "name": name }),
        NewValue::Role(role) => json!({ "id": id, "role": role }),
        NewValue::Department(department) => json!({ "id": id, "department": department }),
        NewValue::Email(email) => json!({ "id": id, "email": email }),
        NewValue::Salary(salary) => json!({ "id": id, "salary": salary }),
    }
}
