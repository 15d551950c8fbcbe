use serde_json::{Map, Value, json};

use super::{Tool, catalogue};
use crate::demo::{employees::Store, result_text};

/// A store with its first employees, in a folder that lives as long as it is used.
fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&folder.path().join("e.db")).expect("a store");
    (folder, store)
}

fn map(value: Value) -> Map<String, Value> {
    let Value::Object(map) = value else { panic!("no object") };
    map
}

fn run(store: &mut Store, tool: Tool, arguments: Value) -> Value {
    tool.run(store, map(arguments))
}

fn text(result: &Value) -> &str {
    result["content"][0]["text"].as_str().expect("a text")
}

#[test]
fn every_tool_is_annotated_for_what_it_does() {
    let hints: Vec<_> = catalogue()
        .iter()
        .map(|tool| {
            let hints = &tool["annotations"];
            (
                tool["name"].as_str().expect("a name").to_owned(),
                hints["readOnlyHint"] == true,
                hints["destructiveHint"] == true,
                hints["idempotentHint"] == true,
            )
        })
        .collect();
    let expected = [
        ("list_employees".to_owned(), true, false, false),
        ("add_employee".to_owned(), false, false, false),
        ("update_employee".to_owned(), false, true, true),
        ("department_summary".to_owned(), true, false, false),
    ];
    assert_eq!(hints, expected);
}

#[test]
fn every_schema_is_closed_and_described() {
    for tool in catalogue() {
        let input = &tool["inputSchema"];
        assert_eq!(input["additionalProperties"], false, "{tool}");
        assert_eq!(tool["outputSchema"]["type"], "object", "{tool}");
        for (name, property) in input["properties"].as_object().expect("properties") {
            assert!(property["description"].is_string(), "{name} of {tool}");
        }
    }
}

#[test]
fn a_list_says_the_same_in_text_and_structure() {
    let (_folder, mut store) = store();
    let result = run(&mut store, Tool::ListEmployees, json!({ "department": "FINANZAS" }));
    let structured = &result["structuredContent"];
    assert_eq!(structured["count"], 2);
    assert_eq!(structured["employees"][1]["name"], "Elena Navarro Gil");
    assert_eq!(structured["employees"][1]["salary"], 36_000.0);
    let result_text::Reading::Employees { employees, .. } =
        result_text::read(text(&result)).expect("a list")
    else {
        panic!("no employees")
    };
    assert_eq!(json!(employees), structured["employees"]);
    assert_eq!(result["isError"], false);
}

#[test]
fn an_unknown_department_is_answered_with_those_that_exist() {
    let (_folder, mut store) = store();
    let known = "Ventas; Finanzas; Tecnología; Recursos Humanos; Operaciones; Marketing";
    let listed = run(&mut store, Tool::ListEmployees, json!({ "department": "Legal" }));
    let expected = format!("Empleados: 0\nDepartamentos que existen: {known}");
    assert_eq!(text(&listed), expected);
    let summed = run(&mut store, Tool::DepartmentSummary, json!({ "department": "Legal" }));
    let expected = format!("No hay ningún departamento «Legal». Existen: {known}.");
    assert_eq!(text(&summed), expected);
    assert_eq!(summed["isError"], true);
}

#[test]
fn a_summary_counts_and_averages() {
    let (_folder, mut store) = store();
    let result = run(&mut store, Tool::DepartmentSummary, json!({ "department": "ventas" }));
    let figures = json!({
        "headcount": 3,
        "average_salary": 41_833.33,
        "min_salary": 33_000.0,
        "max_salary": 58_000.0,
    });
    let mut ventas = figures.clone();
    ventas["department"] = json!("Ventas");
    assert_eq!(result["structuredContent"], json!({ "departments": [ventas], "total": figures }));
    let all = run(&mut store, Tool::DepartmentSummary, json!({}));
    assert_eq!(all["structuredContent"]["total"]["headcount"], 12);
    assert_eq!(all["structuredContent"]["departments"].as_array().map(Vec::len), Some(6));
}

#[test]
fn an_employee_is_added_and_changed() {
    let (_folder, mut store) = store();
    let new = json!({
        "name": "Ana García",
        "role": "Contadora",
        "department": "finanzas",
        "hire_date": "2024-02-29",
    });
    let added = run(&mut store, Tool::AddEmployee, new);
    let expected = json!({
        "id": 13,
        "name": "Ana García",
        "role": "Contadora",
        "department": "Finanzas",
        "email": null,
        "salary": null,
        "hire_date": "2024-02-29",
    });
    assert_eq!(added["structuredContent"]["employee"], expected);
    assert!(text(&added).starts_with("Empleado agregado con id 13."), "{added}");

    let changes = json!({ "id": 13, "role": "Directora", "salary": 52_000 });
    let changed = run(&mut store, Tool::UpdateEmployee, changes);
    let mut expected = expected;
    expected["role"] = json!("Directora");
    expected["salary"] = json!(52_000.0);
    assert_eq!(changed["structuredContent"]["employee"], expected);
}

#[test]
fn wrong_arguments_are_errors_that_a_model_can_act_on() {
    let (_folder, mut store) = store();
    let ana = json!({ "name": "Ana", "role": "x", "department": "y" });
    let with = |name: &str, value: Value| {
        let mut arguments = ana.clone();
        arguments[name] = value;
        arguments
    };
    let cases = [
        (Tool::AddEmployee, json!({}), "Falta el argumento obligatorio «name»."),
        (Tool::AddEmployee, with("role", json!(7)), "«role» debe ser un texto."),
        (Tool::AddEmployee, with("name", json!(" ")), "«name» no puede estar vacío."),
        (
            Tool::AddEmployee,
            with("salary", json!("mucho")),
            "«salary» debe ser un número, sin comillas ni símbolos.",
        ),
        (
            Tool::AddEmployee,
            with("email", json!("ELENA.navarro@empresa.example")),
            "El correo ya lo usa otra persona (id 5); cada correo debe ser único.",
        ),
        (Tool::UpdateEmployee, json!({ "role": "x" }), "Falta el argumento obligatorio «id»."),
        (
            Tool::UpdateEmployee,
            json!({ "id": 1 }),
            "No hay nada que cambiar: indica al menos un campo además de «id».",
        ),
        (
            Tool::UpdateEmployee,
            json!({ "id": 99, "role": "x" }),
            "No existe ningún empleado con id 99. Usa list_employees para ver los ids.",
        ),
        (
            Tool::ListEmployees,
            json!({ "dept": "x" }),
            "Argumento desconocido: «dept». Los argumentos son: department, text.",
        ),
    ];
    for (tool, arguments, expected) in cases {
        let result = run(&mut store, tool, arguments.clone());
        assert_eq!(text(&result), expected, "{arguments}");
        assert_eq!(result["isError"], true, "{arguments}");
    }
    let all = run(&mut store, Tool::ListEmployees, json!({}));
    assert_eq!(all["structuredContent"]["count"], 12, "nothing was added");
}
