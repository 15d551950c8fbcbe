use std::{fs, path::Path};

use rusqlite::Connection;

use super::{Changes, Employee, Filter, NewEmployee, Rejected, Store, StoreError};
use crate::{
    demo::error::DemoError,
    error::{Exit, Explain as _},
    text::Lang,
};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn store_in(folder: &Path) -> Store {
    Store::open(&folder.join("empleados.db")).expect("a store")
}

fn names(store: &Store, department: Option<&str>, text: Option<&str>) -> Vec<String> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let filter = Filter { department: owned(department), text: owned(text) };
    store.list(&filter).expect("a list").into_iter().map(|each| each.name).collect()
}

fn new(name: &str, email: Option<&str>) -> NewEmployee {
    NewEmployee {
        name: name.to_owned(),
        role: "Contadora".to_owned(),
        department: "Finanzas".to_owned(),
        email: email.map(str::to_owned),
        ..NewEmployee::default()
    }
}

#[test]
fn a_new_database_has_a_dozen_employees_once() {
    let folder = folder();
    assert_eq!(names(&store_in(folder.path()), None, None).len(), 12);
    assert_eq!(names(&store_in(folder.path()), None, None).len(), 12, "opened again");
}

#[test]
fn every_first_employee_passes_our_own_rules() {
    let folder = folder();
    let mut store = store_in(folder.path());
    for each in store.list(&Filter::default()).expect("a list") {
        let same = Changes {
            name: Some(each.name.clone()),
            role: Some(each.role.clone()),
            department: Some(each.department.clone()),
            email: each.email.clone(),
            salary: each.salary,
            hire_date: Some(each.hire_date.clone()),
        };
        assert_eq!(store.update(each.id, same).expect("a valid employee"), each);
    }
}

#[test]
fn filters_ignore_case_and_accents() {
    let folder = folder();
    let mut store = store_in(folder.path());
    store.add(&new("Ana García", None)).expect("an employee");
    assert_eq!(names(&store, None, Some("GARCIA ana")), ["Ana García"]);
    assert_eq!(names(&store, Some(" recursos HUMANOS "), None), ["Marta Iglesias Peña"]);
    assert_eq!(names(&store, Some("tecnologia"), Some("líder")), ["Javier Torres Medina"]);
    assert_eq!(names(&store, Some("Tec"), None), [""; 0], "a department is named whole");
    assert_eq!(names(&store, None, Some("  ")).len(), 13, "blanks filter nothing");
    assert_eq!(names(&store, None, Some("%")), [""; 0], "no pattern language");
}

#[test]
fn an_employee_is_stored_and_still_there_later() {
    let folder = folder();
    let full = NewEmployee {
        salary: Some(35_000.5),
        hire_date: Some("2024-02-29".to_owned()),
        department: "FINANZAS".to_owned(),
        ..new(" Ana García ", Some("ana@empresa.example"))
    };
    let added = store_in(folder.path()).add(&full).expect("an employee");
    let expected = Employee {
        id: 13,
        name: "Ana García".into(),
        role: "Contadora".into(),
        department: "Finanzas".into(),
        email: Some("ana@empresa.example".into()),
        salary: Some(35_000.5),
        hire_date: "2024-02-29".into(),
    };
    assert_eq!(added, expected);
    let again = store_in(folder.path());
    assert_eq!(again.list(&Filter::default()).expect("a list").last(), Some(&expected));
}

#[test]
fn the_hire_date_is_today_where_it_is_left_out() {
    let folder = folder();
    let mut store = store_in(folder.path());
    let today = |store: &Store| -> String {
        let sql = "SELECT date('now', 'localtime')";
        store.connection.query_row(sql, [], |row| row.get(0)).expect("a date")
    };
    let before = today(&store);
    let added = store.add(&new("Ana", None)).expect("an employee").hire_date;
    // Midnight may pass between the two.
    assert!([before, today(&store)].contains(&added), "{added}");
}

#[test]
fn an_email_belongs_to_one_person() {
    let folder = folder();
    let mut store = store_in(folder.path());
    let taken = store.add(&new("Ana", Some("ELENA.NAVARRO@empresa.example")));
    assert!(matches!(taken, Err(StoreError::Rejected(Rejected::EmailTaken(5)))), "{taken:?}");
    let email = Some("elena.navarro@empresa.example".to_owned());
    let taken = store.update(1, Changes { email: email.clone(), ..Changes::default() });
    assert!(matches!(taken, Err(StoreError::Rejected(Rejected::EmailTaken(5)))), "{taken:?}");
    let own = store.update(5, Changes { email, ..Changes::default() });
    assert!(own.is_ok(), "one's own email is not taken: {own:?}");
    store.add(&new("Ana", None)).expect("no email");
    store.add(&new("Eva", None)).expect("nor here");
}

#[test]
fn an_update_changes_only_what_it_names() {
    let folder = folder();
    let mut store = store_in(folder.path());
    let before = store.list(&Filter::default()).expect("a list").swap_remove(4);
    let changes = Changes { role: Some("Directora".to_owned()), ..Changes::default() };
    let updated = store.update(5, changes).expect("an update");
    assert_eq!(updated, Employee { role: "Directora".to_owned(), ..before });
    let unknown = store.update(99, Changes { salary: Some(1.0), ..Changes::default() });
    assert!(matches!(unknown, Err(StoreError::Rejected(Rejected::UnknownId(99)))), "{unknown:?}");
    let nothing = store.update(5, Changes::default());
    assert!(matches!(nothing, Err(StoreError::Rejected(Rejected::NothingToChange))));
}

#[test]
fn two_programs_share_the_file() {
    let folder = folder();
    let path = folder.path().join("compartida.db");
    let threads: Vec<_> = (0..4)
        .map(|writer| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut store = Store::open(&path).expect("a store");
                for number in 0..5 {
                    store.add(&new(&format!("Persona {writer} {number}"), None)).expect("added");
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("a writer");
    }
    let store = Store::open(&path).expect("a store");
    assert_eq!(names(&store, None, None).len(), 12 + 20);
}

#[cfg(unix)]
#[test]
fn a_new_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let path = folder.path().join("nueva/carpeta/e.db");
    Store::open(&path).expect("a store");
    let mode = fs::metadata(&path).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_file_of_something_else_is_refused_and_left_as_it_is() {
    let folder = folder();
    let text = folder.path().join("notas.txt");
    fs::write(&text, "Esto no es una base de datos, son notas.\n".repeat(50)).expect("a file");
    let other = folder.path().join("otra.db");
    let connection = Connection::open(&other).expect("a database");
    connection.execute_batch("CREATE TABLE employees (id INTEGER, nombre TEXT)").expect("a table");
    drop(connection);
    for path in [text, other] {
        let before = fs::read(&path).expect("a file");
        let error = Store::open(&path).expect_err("refused");
        assert!(matches!(error, DemoError::ForeignDatabase { .. }), "{error}");
        assert_eq!(fs::read(&path).expect("a file"), before, "untouched: {}", path.display());
    }
}

#[test]
fn a_damaged_file_of_ours_is_an_error_and_not_a_panic() {
    let folder = folder();
    let path = folder.path().join("e.db");
    drop(Store::open(&path).expect("a store"));
    let whole = fs::read(&path).expect("a file");

    let cut = folder.path().join("cortada.db");
    fs::write(&cut, &whole[..whole.len() / 2]).expect("a file");
    let error =
        Store::open(&cut).map(|store| store.list(&Filter::default()).map_err(|e| e.to_string()));
    assert!(!matches!(error, Ok(Ok(_))), "{error:?}");

    let connection = Connection::open(&path).expect("a database");
    connection.execute_batch("DROP TABLE employees").expect("dropped");
    let error = Store::open(&path).expect_err("no table");
    assert!(matches!(error, DemoError::OpenDatabase { .. }), "{error}");

    connection.pragma_update(None, "user_version", 9).expect("set");
    let error = Store::open(&path).expect_err("too new");
    assert!(matches!(error, DemoError::NewerDatabase { .. }), "{error}");
}

#[test]
fn a_path_that_cannot_be_a_file_says_what_to_do() {
    let folder = folder();
    let in_a_file = folder.path().join("archivo/e.db");
    fs::write(folder.path().join("archivo"), "x").expect("a file");
    for (path, exit) in [(in_a_file, Exit::Config), (folder.path().to_owned(), Exit::Failure)] {
        let problem = Store::open(&path).expect_err("refused").explain(Lang::Es);
        assert_eq!(problem.exit, exit, "{problem:?}");
        assert!(problem.what.contains(&path.display().to_string()), "{problem:?}");
        assert!(problem.advice.contains("--db"), "{problem:?}");
    }
}
