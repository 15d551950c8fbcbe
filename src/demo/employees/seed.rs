//! The employees of a new database. All of them are invented; `.example` can never be a domain.

/// Name, role, department, email, salary in euros a year, and hire date.
pub(super) type Row = (&'static str, &'static str, &'static str, &'static str, f64, &'static str);

/// Twelve people in six departments.
pub(super) const EMPLOYEES: [Row; 12] = [
    (
        "Lucía Fernández Ortega",
        "Directora de Ventas",
        "Ventas",
        "lucia.fernandez@empresa.example",
        58_000.0,
        "2016-03-14",
    ),
    (
        "Diego Ramírez Soto",
        "Ejecutivo de cuentas",
        "Ventas",
        "diego.ramirez@empresa.example",
        34_500.0,
        "2019-09-02",
    ),
    (
        "Valentina Rojas Prieto",
        "Ejecutiva de cuentas",
        "Ventas",
        "valentina.rojas@empresa.example",
        33_000.0,
        "2022-01-17",
    ),
    (
        "Carlos Mendoza Ríos",
        "Director financiero",
        "Finanzas",
        "carlos.mendoza@empresa.example",
        64_000.0,
        "2014-06-01",
    ),
    (
        "Elena Navarro Gil",
        "Contadora",
        "Finanzas",
        "elena.navarro@empresa.example",
        36_000.0,
        "2018-11-05",
    ),
    (
        "Javier Torres Medina",
        "Líder de desarrollo",
        "Tecnología",
        "javier.torres@empresa.example",
        55_000.0,
        "2017-02-20",
    ),
    (
        "Sofía Herrera Campos",
        "Desarrolladora backend",
        "Tecnología",
        "sofia.herrera@empresa.example",
        44_000.0,
        "2020-10-12",
    ),
    (
        "Andrés Castillo Vega",
        "Administrador de sistemas",
        "Tecnología",
        "andres.castillo@empresa.example",
        41_000.0,
        "2021-05-03",
    ),
    (
        "Marta Iglesias Peña",
        "Responsable de Recursos Humanos",
        "Recursos Humanos",
        "marta.iglesias@empresa.example",
        46_000.0,
        "2015-04-27",
    ),
    (
        "Fernando Silva Núñez",
        "Jefe de Operaciones",
        "Operaciones",
        "fernando.silva@empresa.example",
        48_500.0,
        "2013-08-19",
    ),
    (
        "Camila Vargas León",
        "Coordinadora de logística",
        "Operaciones",
        "camila.vargas@empresa.example",
        32_000.0,
        "2023-03-06",
    ),
    (
        "Ignacio Delgado Cruz",
        "Especialista en contenidos",
        "Marketing",
        "ignacio.delgado@empresa.example",
        31_500.0,
        "2021-11-22",
    ),
];
