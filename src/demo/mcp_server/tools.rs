//! The four tools: what they say of themselves, and what they do.

use serde_json::{Map, Value, json};

use super::arguments::Arguments;
use crate::demo::{
    employees::{
        Changes, Employee, Figures, Filter, MAX_EMAIL, MAX_SALARY, MAX_TEXT, NewEmployee, Store,
        StoreError, summarize,
    },
    fold::fold,
    result_text,
};

/// The arguments that describe an employee.
const FIELDS: [&str; 6] = ["name", "role", "department", "email", "salary", "hire_date"];

/// A tool of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    ListEmployees,
    AddEmployee,
    UpdateEmployee,
    DepartmentSummary,
}

impl Tool {
    /// In the order in which they are listed.
    const ALL: [Self; 4] =
        [Self::ListEmployees, Self::AddEmployee, Self::UpdateEmployee, Self::DepartmentSummary];

    /// Returns the name in the protocol.
    fn name(self) -> &'static str {
        match self {
            Self::ListEmployees => "list_employees",
            Self::AddEmployee => "add_employee",
            Self::UpdateEmployee => "update_employee",
            Self::DepartmentSummary => "department_summary",
        }
    }

    /// Returns the tool of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.name() == name)
    }

    /// Returns what `tools/list` says of it.
    fn definition(self) -> Value {
        json!({
            "name": self.name(),
            "title": self.title(),
            "description": self.description(),
            "inputSchema": self.input(),
            "outputSchema": self.output(),
            "annotations": self.annotations(),
        })
    }

    fn title(self) -> &'static str {
        match self {
            Self::ListEmployees => "Listar empleados",
            Self::AddEmployee => "Agregar empleado",
            Self::UpdateEmployee => "Modificar empleado",
            Self::DepartmentSummary => "Resumen por departamento",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::ListEmployees => {
                "Lista los empleados con su id, puesto, departamento, correo, salario y fecha de \
                 alta. Sin filtros los devuelve todos. No distingue mayúsculas ni acentos."
            }
            Self::AddEmployee => {
                "Agrega un empleado y devuelve su ficha con el id asignado. Solo hacen falta el \
                 nombre, el puesto y el departamento."
            }
            Self::UpdateEmployee => {
                "Cambia los campos indicados de un empleado y deja los demás como están. El id se \
                 obtiene con list_employees."
            }
            Self::DepartmentSummary => {
                "Devuelve por departamento el número de empleados y el salario medio, mínimo y \
                 máximo, y el total. Los salarios desconocidos no cuentan en la media."
            }
        }
    }

    /// Returns the schema of the arguments.
    fn input(self) -> Value {
        let text = |description: &str| json!({ "type": "string", "description": description });
        match self {
            Self::ListEmployees => object(
                &json!({
                    "department": text("Nombre completo de un departamento, por ejemplo «Ventas»."),
                    "text": text(
                        "Palabras que deben aparecer en el nombre, el puesto, el departamento o \
                         el correo."
                    ),
                }),
                &[],
            ),
            Self::AddEmployee => object(&fields(), &["name", "role", "department"]),
            Self::UpdateEmployee => object(&with_id(&fields()), &["id"]),
            Self::DepartmentSummary => {
                let department = text("Nombre completo de un departamento; sin él, todos.");
                object(&json!({ "department": department }), &[])
            }
        }
    }

    /// Returns the schema of the structured result.
    fn output(self) -> Value {
        match self {
            Self::ListEmployees => object(
                &json!({
                    "employees": { "type": "array", "items": employee_schema() },
                    "count": { "type": "integer", "description": "Empleados en la lista." },
                }),
                &["employees", "count"],
            ),
            Self::AddEmployee | Self::UpdateEmployee => {
                object(&json!({ "employee": employee_schema() }), &["employee"])
            }
            Self::DepartmentSummary => object(
                &json!({
                    "departments": { "type": "array", "items": figures_schema(true) },
                    "total": figures_schema(false),
                }),
                &["departments", "total"],
            ),
        }
    }

    /// Returns the hints by which a client decides whether to ask the person.
    fn annotations(self) -> Value {
        match self {
            Self::ListEmployees | Self::DepartmentSummary => {
                json!({ "readOnlyHint": true, "openWorldHint": false })
            }
            Self::AddEmployee => json!({
                "readOnlyHint": false,
                "destructiveHint": false,
                "idempotentHint": false,
                "openWorldHint": false,
            }),
            // It overwrites what was there, and a second time changes nothing more.
            Self::UpdateEmployee => json!({
                "readOnlyHint": false,
                "destructiveHint": true,
                "idempotentHint": true,
                "openWorldHint": false,
            }),
        }
    }

    /// Runs the tool and returns the result of `tools/call`.
    ///
    /// Blocks for as long as the store does.
    pub(super) fn run(self, store: &mut Store, arguments: Map<String, Value>) -> Value {
        let outcome = match self {
            Self::ListEmployees => list_employees(store, arguments),
            Self::AddEmployee => add_employee(store, arguments),
            Self::UpdateEmployee => update_employee(store, arguments),
            Self::DepartmentSummary => department_summary(store, arguments),
        };
        match outcome {
            Ok(Output { text, structured }) => json!({
                "content": [{ "type": "text", "text": text }],
                "structuredContent": structured,
                "isError": false,
            }),
            Err(message) => {
                json!({ "content": [{ "type": "text", "text": message }], "isError": true })
            }
        }
    }
}

/// Returns the definitions of all tools.
pub(super) fn catalogue() -> Vec<Value> {
    Tool::ALL.into_iter().map(Tool::definition).collect()
}

/// What a tool returns: the same for a reader and for a program.
struct Output {
    text: String,
    structured: Value,
}

/// `list_employees`.
fn list_employees(store: &Store, arguments: Map<String, Value>) -> Result<Output, String> {
    let mut given = Arguments::new(arguments, &["department", "text"])?;
    let filter = Filter { department: given.text("department")?, text: given.text("text")? };
    let employees = store.list(&filter).map_err(told)?;
    let known = match &filter.department {
        Some(name) if employees.is_empty() => other_departments(store, name)?,
        Some(_) | None => Vec::new(),
    };
    let heading = result_text::list_heading(employees.len(), &known);
    Ok(Output {
        text: result_text::employees(&heading, &employees),
        structured: json!({ "employees": employees, "count": employees.len() }),
    })
}

/// `add_employee`.
fn add_employee(store: &mut Store, arguments: Map<String, Value>) -> Result<Output, String> {
    let mut given = Arguments::new(arguments, &FIELDS)?;
    let new = NewEmployee {
        name: given.required_text("name")?,
        role: given.required_text("role")?,
        department: given.required_text("department")?,
        email: given.text("email")?,
        salary: given.number("salary")?,
        hire_date: given.text("hire_date")?,
    };
    let added = store.add(&new).map_err(told)?;
    Ok(card(&format!("Empleado agregado con id {}.", added.id), added))
}

/// `update_employee`.
fn update_employee(store: &mut Store, arguments: Map<String, Value>) -> Result<Output, String> {
    let known: Vec<&str> = std::iter::once("id").chain(FIELDS).collect();
    let mut given = Arguments::new(arguments, &known)?;
    let id = given.required_integer("id")?;
    let changes = Changes {
        name: given.text("name")?,
        role: given.text("role")?,
        department: given.text("department")?,
        email: given.text("email")?,
        salary: given.number("salary")?,
        hire_date: given.text("hire_date")?,
    };
    let updated = store.update(id, changes).map_err(told)?;
    Ok(card(&format!("Empleado {id} modificado."), updated))
}

/// `department_summary`.
fn department_summary(store: &Store, arguments: Map<String, Value>) -> Result<Output, String> {
    let department = Arguments::new(arguments, &["department"])?.text("department")?;
    let filter = Filter { department, text: None };
    let employees = store.list(&filter).map_err(told)?;
    let departments = summarize(&employees);
    if let (Some(name), []) = (&filter.department, departments.as_slice()) {
        let known = other_departments(store, name)?;
        return Err(format!("No hay ningún departamento «{name}». Existen: {}.", known.join("; ")));
    }
    let total = Figures::of(&employees);
    let heading = format!("Departamentos: {}", departments.len());
    Ok(Output {
        text: result_text::departments(&heading, &departments, Some(&total)),
        structured: json!({ "departments": departments, "total": total }),
    })
}

/// Returns the departments that exist, unless `name` is one of them.
fn other_departments(store: &Store, name: &str) -> Result<Vec<String>, String> {
    let known = store.departments().map_err(told)?;
    let asked = fold(name.trim());
    Ok(if known.iter().any(|each| fold(each) == asked) { Vec::new() } else { known })
}

/// Returns one employee under a heading.
fn card(heading: &str, employee: Employee) -> Output {
    let structured = json!({ "employee": employee });
    Output { text: result_text::employees(heading, &[employee]), structured }
}

/// Returns what the model is told of a failure.
#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err takes")]
fn told(error: StoreError) -> String {
    error.to_string()
}

/// Builds the schema of an object that has these properties and no others.
fn object(properties: &Value, required: &[&str]) -> Value {
    let mut schema =
        json!({ "type": "object", "properties": properties, "additionalProperties": false });
    // Older validators refuse an empty list.
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// Describes the fields of an employee as arguments.
fn fields() -> Value {
    let text = |description: &str| json!({ "type": "string", "minLength": 1, "maxLength": MAX_TEXT, "description": description });
    json!({
        "name": text("Nombre completo."),
        "role": text("Puesto, por ejemplo «Contadora»."),
        "department": text("Departamento, por ejemplo «Finanzas»."),
        "email": { "type": "string", "maxLength": MAX_EMAIL, "description": "Correo electrónico, único por persona. Omitir si no se conoce." },
        "salary": { "type": "number", "minimum": 0, "maximum": MAX_SALARY, "description": "Salario en euros brutos al año. Omitir si no se conoce." },
        "hire_date": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "Fecha de alta, AAAA-MM-DD. Si se omite al agregar, hoy." },
    })
}

/// Adds the id to the fields of an employee.
fn with_id(fields: &Value) -> Value {
    let mut fields = fields.clone();
    fields["id"] = json!({ "type": "integer", "description": "Id del empleado." });
    fields
}

/// Describes an employee as a result.
fn employee_schema() -> Value {
    let properties = json!({
        "id": { "type": "integer" },
        "name": { "type": "string" },
        "role": { "type": "string" },
        "department": { "type": "string" },
        "email": { "type": ["string", "null"] },
        "salary": { "type": ["number", "null"], "description": "Euros brutos al año." },
        "hire_date": { "type": "string", "description": "AAAA-MM-DD." },
    });
    let required = ["id", "name", "role", "department", "email", "salary", "hire_date"];
    object(&properties, &required)
}

/// Describes the figures of a department, or of all together.
fn figures_schema(named: bool) -> Value {
    let amount = json!({ "type": ["number", "null"], "description": "Euros brutos al año." });
    let mut properties = json!({
        "headcount": { "type": "integer" },
        "average_salary": amount,
        "min_salary": amount,
        "max_salary": amount,
    });
    let mut required = vec!["headcount", "average_salary", "min_salary", "max_salary"];
    if named {
        properties["department"] = json!({ "type": "string" });
        required.push("department");
    }
    object(&properties, &required)
}

#[cfg(test)]
mod tests;
