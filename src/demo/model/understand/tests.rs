use super::{Addition, Alteration, Group, Intent, NewValue, understand};

fn list(department: Option<&str>) -> Intent {
    Intent::List(Group { department: department.map(str::to_owned), text: None })
}

fn count(department: Option<&str>, text: Option<&str>) -> Intent {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Intent::Count(Group { department: owned(department), text: owned(text) })
}

fn find(text: &str) -> Intent {
    Intent::Find(text.to_owned())
}

fn average(department: Option<&str>) -> Intent {
    Intent::Average(department.map(str::to_owned))
}

fn add(name: &str, role: &str, department: &str) -> Addition {
    let part = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Addition {
        name: part(name),
        role: part(role),
        department: part(department),
        ..Addition::default()
    }
}

fn change(person: &str, value: NewValue) -> Intent {
    Intent::Change(Alteration { person: Some(person.to_owned()), value: Some(value) })
}

fn check(cases: impl IntoIterator<Item = (&'static str, Intent)>) {
    for (question, expected) in cases {
        assert_eq!(understand(question), expected, "{question}");
    }
}

#[test]
fn lists() {
    check([
        ("¿Quién trabaja aquí?", list(None)),
        ("quien trabaja aqui", list(None)),
        ("QUIÉNES TRABAJAN EN LA EMPRESA", list(None)),
        ("Lista de empleados", list(None)),
        ("Muéstrame todos los empleados, por favor", list(None)),
        ("Hola, ¿me puedes listar los empleados?", list(None)),
        ("Who works here?", list(None)),
        ("List all employees", list(None)),
        ("show me everyone in the company", list(None)),
        ("Give me the list of employees please", list(None)),
        ("¿Quién está en Ventas?", list(Some("Ventas"))),
        ("quien hay en ventas", list(Some("Ventas"))),
        ("Who is in Ventas?", list(Some("Ventas"))),
        ("Who works in the sales department?", list(Some("Ventas"))),
        ("¿Quiénes son los empleados de Recursos Humanos?", list(Some("Recursos Humanos"))),
        ("Empleados del departamento de tecnologia", list(Some("Tecnología"))),
        ("who is in IT", list(Some("Tecnología"))),
        ("¿Y en Marketing?", list(Some("Marketing"))),
        ("Finanzas", list(Some("Finanzas"))),
        ("Dime los empleados de ventas", list(Some("Ventas"))),
        ("¿Qué pasa en ventas?", list(Some("Ventas"))),
        ("Tell me everything about sales", list(Some("Ventas"))),
        ("¿Quién trabaja en Compras?", list(Some("Compras"))),
        (
            "¿Quién está en el departamento de Atención al Cliente?",
            list(Some("Atención al Cliente")),
        ),
        ("Who is in the Purchasing department?", list(Some("Purchasing"))),
    ]);
}

#[test]
fn counts() {
    check([
        ("¿Cuántos empleados hay?", count(None, None)),
        ("cuantas personas trabajan aqui", count(None, None)),
        ("How many employees are there?", count(None, None)),
        ("how many people do we have in total", count(None, None)),
        ("¿Cuántos hay en Ventas?", count(Some("Ventas"), None)),
        ("How many people work in Finance?", count(Some("Finanzas"), None)),
        ("¿Cuántas contadoras hay?", count(None, Some("contador"))),
        (
            "¿Cuántos desarrolladores hay en Tecnología?",
            count(Some("Tecnología"), Some("desarrollador")),
        ),
        ("¿Cuántas mujeres hay?", count(None, Some("mujer"))),
        ("¿Cuántos hay por departamento?", Intent::Departments),
        ("How many employees per department?", Intent::Departments),
        ("¿Qué departamentos hay?", Intent::Departments),
        ("Which departments exist?", Intent::Departments),
    ]);
}

#[test]
fn salaries() {
    check([
        ("¿Cuál es el salario promedio?", average(None)),
        ("salario medio por departamento", average(None)),
        ("What's the average salary?", average(None)),
        ("average salary by department", average(None)),
        ("¿Cuál es el sueldo medio en Finanzas?", average(Some("Finanzas"))),
        ("average salary of Sales", average(Some("Ventas"))),
        ("¿Quién gana más?", Intent::Extreme { most: true, department: None }),
        ("Who earns the least?", Intent::Extreme { most: false, department: None }),
        (
            "who has the highest salary in technology",
            Intent::Extreme { most: true, department: Some("Tecnología".into()) },
        ),
        ("¿Cuánto gana Lucía Fernández?", find("Lucía Fernández")),
        ("How much does Elena Navarro earn?", find("Elena Navarro")),
        ("What is Elena's salary?", find("Elena")),
        ("How much does Elena make?", find("Elena")),
        ("empleados con sueldo mayor a 40000", Intent::Unclear),
    ]);
}

#[test]
fn people() {
    check([
        ("Busca a Elena Navarro", find("Elena Navarro")),
        ("¿Quién es Javier Torres?", find("Javier Torres")),
        ("who is Javier Torres?", find("Javier Torres")),
        ("Find Sofía", find("Sofía")),
        ("search for garcia", find("garcia")),
        ("tell me about Marta Iglesias", find("Marta Iglesias")),
        ("¿Cuál es el correo de Diego?", find("Diego")),
        ("What is the hire date of Diego?", find("Diego")),
        ("fecha de alta de Diego", find("Diego")),
        ("How long has Marta worked here?", find("Marta")),
        ("¿Quién es la directora de ventas?", find("directora ventas")),
        ("Elena Navarro", find("Elena Navarro")),
    ]);
}

#[test]
fn small_talk() {
    check([
        ("Hola", Intent::Greeting),
        ("¡Buenos días!", Intent::Greeting),
        ("hi there", Intent::Greeting),
        ("gracias", Intent::Thanks),
        ("Thank you!", Intent::Thanks),
        ("adiós", Intent::Farewell),
        ("ayuda", Intent::Help),
        ("¿Qué puedes hacer?", Intent::Help),
        ("What can you do?", Intent::Help),
        ("¿Quién eres?", Intent::Help),
        ("who are you", Intent::Help),
        ("¿Qué herramientas tienes?", Intent::Tools),
        ("What tools do you have?", Intent::Tools),
    ]);
}

#[test]
fn additions() {
    let ana = add("Ana García", "Contadora", "Finanzas");
    let full = Addition {
        email: Some("ana@empresa.example".into()),
        salary: Some(35_000.0),
        ..ana.clone()
    };
    let cases = [
        ("Agrega a Ana García como contadora en Finanzas", ana.clone()),
        (
            "agrega a ana garcia como contadora en finanzas",
            add("Ana Garcia", "Contadora", "Finanzas"),
        ),
        ("Añade a Ana García, contadora, en Finanzas", ana.clone()),
        ("Por favor, agrega en Finanzas a Ana García como contadora", ana.clone()),
        (
            "¿Puedes dar de alta a Ana García como contadora en el departamento de Finanzas?",
            ana.clone(),
        ),
        (
            "Agrega una nueva empleada llamada Ana García con el puesto de contadora en Finanzas",
            ana,
        ),
        (
            "Agrega a Ana García como contadora en Finanzas con correo ana@empresa.example y salario de 35.000 €",
            full.clone(),
        ),
        (
            "Agrega a Ana García como contadora en Finanzas, email ana@empresa.example, sueldo 35000 euros",
            full,
        ),
        ("Add Ana García as an accountant in Finance", add("Ana García", "Accountant", "Finanzas")),
        ("Add Ana García to Finance as accountant", add("Ana García", "Accountant", "Finanzas")),
        (
            "Please add John O'Neil as a sales manager in the Sales department.",
            add("John O'Neil", "Sales manager", "Ventas"),
        ),
        (
            "Contrata a María de la Cruz como ingeniera en sistemas en Tecnología",
            add("María de la Cruz", "Ingeniera en sistemas", "Tecnología"),
        ),
        ("Agrega a Luis como abogado en Compras", add("Luis", "Abogado", "Compras")),
        (
            "Add Ana Gil as analyst in Operations since 2024-02-29 with a salary of $41,000",
            Addition {
                salary: Some(41_000.0),
                hire_date: Some("2024-02-29".into()),
                ..add("Ana Gil", "Analyst", "Operaciones")
            },
        ),
        ("Agrega a Ana García", add("Ana García", "", "")),
        ("Agrega a Ana García como contadora", add("Ana García", "Contadora", "")),
        ("agregar un empleado", add("", "", "")),
    ];
    check(cases.map(|(question, addition)| (question, Intent::Add(addition))));
}

#[test]
fn changes() {
    let role = |text: &str| NewValue::Role(text.to_owned());
    let department = |text: &str| NewValue::Department(text.to_owned());
    check([
        (
            "Cambia el puesto de Elena Navarro a Directora financiera",
            change("Elena Navarro", role("Directora financiera")),
        ),
        (
            "cambia el rol de elena navarro a gerente de ventas",
            change("elena navarro", role("Gerente de ventas")),
        ),
        ("Cámbiale el puesto a Elena Navarro a Gerente", change("Elena Navarro", role("Gerente"))),
        ("Asciende a Elena Navarro a gerente", change("Elena Navarro", role("Gerente"))),
        ("Promote Elena Navarro to manager", change("Elena Navarro", role("Manager"))),
        (
            "Change Elena Navarro's role to Finance Director",
            change("Elena Navarro", role("Finance Director")),
        ),
        (
            "change the role of Elena Navarro to Finance Director",
            change("Elena Navarro", role("Finance Director")),
        ),
        ("Make Elena Navarro a manager", change("Elena Navarro", role("Manager"))),
        ("Promote Elena to the role of Team Lead", change("Elena", role("Team Lead"))),
        ("Mueve a Elena Navarro a Marketing", change("Elena Navarro", department("Marketing"))),
        (
            "Mueve a Elena Navarro de Finanzas a Marketing",
            change("Elena Navarro", department("Marketing")),
        ),
        (
            "Move Elena Navarro from Finance to the HR department",
            change("Elena Navarro", department("Recursos Humanos")),
        ),
        (
            "Cambia a María de la Cruz al departamento de Ventas",
            change("María de la Cruz", department("Ventas")),
        ),
        (
            "Cambia el salario de Elena Navarro a 38.000 €",
            change("Elena Navarro", NewValue::Salary(38_000.0)),
        ),
        ("Sube el sueldo de Elena a 38000", change("Elena", NewValue::Salary(38_000.0))),
        ("Raise Elena's salary to $38,000", change("Elena", NewValue::Salary(38_000.0))),
        (
            "Actualiza el correo de Elena a elena@x.example",
            change("Elena", NewValue::Email("elena@x.example".into())),
        ),
        (
            "Cambia el nombre de Elena Navarro a Elena Navarro Ruiz",
            change("Elena Navarro", NewValue::Name("Elena Navarro Ruiz".into())),
        ),
    ]);
}

#[test]
fn a_change_that_is_not_whole_is_not_guessed() {
    for question in [
        "Asciende a Elena Navarro",
        "Sube el sueldo de Elena un 10%",
        "Raise Elena's salary by 10%",
        "Cambia el salario de Elena a mucho",
        "Actualiza el correo de Elena a elena",
        "cambia algo",
    ] {
        let intent = understand(question);
        let Intent::Change(alteration) = &intent else { panic!("{question}: {intent:?}") };
        assert_eq!(alteration.value, None, "{question}");
    }
}

#[test]
fn what_the_tools_cannot_do_is_known() {
    check([
        ("Elimina a Elena Navarro", Intent::Remove),
        ("despide a todos", Intent::Remove),
        ("Delete employee 3", Intent::Remove),
        ("da de baja a Elena", Intent::Remove),
    ]);
}

#[test]
fn what_fits_no_rule_is_unclear() {
    for question in
        ["", "   ", "¿?", "¿Qué tiempo hace?", "asdf", "escribe un poema", "2+2", "\u{1b}[2J"]
    {
        assert_eq!(understand(question), Intent::Unclear, "{question:?}");
    }
}
