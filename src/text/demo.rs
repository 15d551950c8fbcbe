//! What the demo says: its failures, and every sentence of the offline model.

use super::sentences;

sentences! {
    /// `--demo` with a command that has no use for it.
    demo_misplaced() { es: "--demo no sirve con esta orden", en: "--demo means nothing with this command" }
    /// Why.
    demo_misplaced_cause() {
        es: "el servidor de empleados sirve para conversar (también con -p), y a tools y call",
        en: "the server of employees is for chatting (with -p too), and for tools and call",
    }
    /// What to do.
    demo_misplaced_advice() {
        es: "quita --demo, o deja el servidor en marcha con «mcp-chat demo-server --listen 127.0.0.1:3000»",
        en: "leave --demo out, or keep the server running with \"mcp-chat demo-server --listen 127.0.0.1:3000\"",
    }
    /// The demo server can be reached from elsewhere.
    demo_server_open() {
        es: "⚠️  Escucha más allá de esta máquina y no pide credenciales: quien llegue puede leer y cambiar los empleados.",
        en: "⚠️  It listens beyond this machine and asks for no credentials: whoever reaches it can read and change the employees.",
    }
    /// The demo server is ready.
    demo_server_ready(url) {
        es: "📡 Servidor MCP de demostración en {url} (Ctrl-C para terminar)",
        en: "📡 Demo MCP server at {url} (Ctrl-C to end)",
    }
    /// What failed: the database could not be created.
    demo_database_create_failed(path) {
        es: "No se pudo crear la base de datos {path}.",
        en: "The database {path} could not be created.",
    }
    /// What failed: the database could not be opened.
    demo_database_open_failed(path) {
        es: "No se pudo abrir la base de datos {path}.",
        en: "The database {path} could not be opened.",
    }
    /// Cause: the file is something else.
    demo_database_foreign() {
        es: "El archivo no es una base de datos de la demostración; no se ha tocado.",
        en: "The file is not a database of the demo; it was left untouched.",
    }
    /// Cause: the file is too new.
    demo_database_newer() {
        es: "La escribió una versión más nueva de mcp-chat; no se ha tocado.",
        en: "A newer version of mcp-chat wrote it; it was left untouched.",
    }
    /// Cause: another program holds the file.
    demo_database_busy() {
        es: "Otro programa la tiene ocupada.",
        en: "Another program is holding it.",
    }
    /// Advice: choose another file.
    demo_advice_other_file() {
        es: "Indica otro archivo con --db ARCHIVO.",
        en: "Name another file with --db FILE.",
    }
    /// Advice: the file may be damaged.
    demo_advice_broken_file() {
        es: "Revisa sus permisos; si está dañada, bórrala para empezar de nuevo o indica otra con --db ARCHIVO.",
        en: "Check its permissions; if it is damaged, delete it to start afresh or name another with --db FILE.",
    }
    /// Advice: update the program.
    demo_advice_newer() {
        es: "Actualiza mcp-chat, o indica otro archivo con --db ARCHIVO.",
        en: "Update mcp-chat, or name another file with --db FILE.",
    }
    /// Advice: close the other program.
    demo_advice_busy() {
        es: "Cierra el otro programa y vuelve a intentarlo, o indica otro archivo con --db ARCHIVO.",
        en: "Close the other program and try again, or name another file with --db FILE.",
    }
    /// What failed: nothing can be served on the address.
    demo_listen_failed(address) {
        es: "No se pudo escuchar en {address}.",
        en: "Could not listen on {address}.",
    }
    /// Cause: the port is taken.
    demo_port_taken() {
        es: "Otro programa ya usa ese puerto.",
        en: "Another program is using that port already.",
    }
    /// Cause: the port is reserved.
    demo_port_forbidden() {
        es: "El sistema no permite usar ese puerto.",
        en: "The system does not allow that port.",
    }
    /// Advice: choose another port.
    demo_advice_other_port() {
        es: "Cierra el otro programa o elige otro puerto, por ejemplo --listen 127.0.0.1:3001.",
        en: "Close the other program or choose another port, for example --listen 127.0.0.1:3001.",
    }
    /// Advice: choose a port that needs no privilege.
    demo_advice_high_port() {
        es: "Elige un puerto mayor que 1023, por ejemplo --listen 127.0.0.1:3000.",
        en: "Choose a port above 1023, for example --listen 127.0.0.1:3000.",
    }
    /// Advice: write the address right.
    demo_advice_address() {
        es: "Escribe una dirección de este equipo y un puerto, por ejemplo --listen 127.0.0.1:3000.",
        en: "Write an address of this machine and a port, for example --listen 127.0.0.1:3000.",
    }
    /// What failed: a server ended.
    demo_server_ended() {
        es: "El servidor de demostración dejó de funcionar.",
        en: "The demo server stopped working.",
    }
    /// Advice: start again.
    demo_advice_restart() {
        es: "Vuelve a ejecutar el programa.",
        en: "Start the program again.",
    }

    /// The offline model's first line.
    demo_model_notice() {
        es: "Soy una demostración sin inteligencia artificial: solo entiendo preguntas sencillas sobre los empleados. Para usar un modelo real, escribe OPENAI_API_KEY=tu_clave en el archivo .env y vuelve a empezar.",
        en: "I am a demo without artificial intelligence: I only understand simple questions about the employees. To use a real model, write OPENAI_API_KEY=your_key into the file .env and start again.",
    }
    /// Answer to a greeting.
    demo_model_greeting() {
        es: "¡Hola! Pregúntame por los empleados, por ejemplo: «¿Quién trabaja en Ventas?».",
        en: "Hello! Ask me about the employees, for example: \"Who works in Sales?\".",
    }
    /// Answer to thanks.
    demo_model_thanks() {
        es: "¡De nada! ¿Algo más sobre los empleados?",
        en: "You are welcome! Anything else about the employees?",
    }
    /// Answer to a goodbye.
    demo_model_farewell() {
        es: "¡Hasta pronto! Escribe «salir» para terminar.",
        en: "See you soon! Type \"exit\" to leave.",
    }
    /// Heads the help when a question was not understood.
    demo_model_unclear() {
        es: "No he entendido la pregunta.",
        en: "I did not understand the question.",
    }
    /// What the offline model can do.
    demo_model_help() {
        es: "Puedo hacer esto:\n\n- **Listar**: «¿Quién trabaja aquí?», «¿Quién está en Ventas?»\n- **Contar**: «¿Cuántos empleados hay en Tecnología?»\n- **Salarios**: «¿Cuál es el salario medio por departamento?», «¿Quién gana más?»\n- **Buscar**: «Busca a Elena Navarro»\n- **Agregar**: «Agrega a Ana García como contadora en Finanzas»\n- **Modificar**: «Cambia el puesto de Elena Navarro a Directora financiera»",
        en: "This is what I can do:\n\n- **List**: \"Who works here?\", \"Who is in Sales?\"\n- **Count**: \"How many employees are in Technology?\"\n- **Salaries**: \"What is the average salary by department?\", \"Who earns the most?\"\n- **Search**: \"Find Elena Navarro\"\n- **Add**: \"Add Ana García as accountant in Finance\"\n- **Change**: \"Change the role of Elena Navarro to Finance Director\"",
    }
    /// Heads the list of tools.
    demo_model_tools() {
        es: "En esta conversación hay estas herramientas:",
        en: "This conversation has these tools:",
    }
    /// The request carries no tools.
    demo_model_no_tools() {
        es: "En esta conversación no hay herramientas.",
        en: "This conversation has no tools.",
    }
    /// The tools are of another server.
    demo_model_foreign_tools(tool) {
        es: "Solo sé usar las herramientas de los empleados de la demostración, y aquí falta «{tool}». Con otro servidor hace falta un modelo real.",
        en: "I only know the tools of the demo's employees, and \"{tool}\" is missing here. Another server needs a real model.",
    }
    /// Tools may not be called in this request.
    demo_model_tools_off() {
        es: "En este paso no puedo usar herramientas, así que no tengo datos con que responder.",
        en: "I cannot use tools in this step, so I have no data to answer with.",
    }
    /// There is no tool that deletes.
    demo_model_no_remove() {
        es: "No puedo eliminar empleados: no hay ninguna herramienta para eso. Puedo agregarlos y modificarlos.",
        en: "I cannot remove employees: there is no tool for that. I can add and change them.",
    }
    /// The person said no to the call.
    demo_model_denied() {
        es: "De acuerdo, no lo hago: la llamada a la herramienta no se autorizó.",
        en: "All right, I will not do it: the tool call was not approved.",
    }
    /// The tool did not do it.
    demo_model_tool_error(message) {
        es: "No se pudo completar. La herramienta respondió: {message}",
        en: "That could not be completed. The tool answered: {message}",
    }

    /// One person, counted.
    demo_one_person() { es: "1 persona", en: "1 person" }
    /// Several people, or none, counted.
    demo_people(count) { es: "{count} personas", en: "{count} people" }
    /// People of the whole company.
    demo_found_all(people) {
        es: "En la empresa trabajan {people}:",
        en: "The company has {people}:",
    }
    /// People that were searched for.
    demo_found(people, what) {
        es: "Encontré {people} {what}:",
        en: "I found {people} {what}:",
    }
    /// A count of the whole company.
    demo_counted_all(people) {
        es: "En la empresa hay {people}.",
        en: "There are {people} in the company.",
    }
    /// A count of some.
    demo_counted(people, what) {
        es: "Hay {people} {what}.",
        en: "There are {people} {what}.",
    }
    /// A count of one of some.
    demo_counted_one(what) {
        es: "Hay 1 persona {what}.",
        en: "There is 1 person {what}.",
    }
    /// Narrows to a department.
    demo_in_department(department) { es: "en {department}", en: "in {department}" }
    /// Narrows to words.
    demo_matching(text) { es: "con «{text}»", en: "matching \"{text}\"" }
    /// Nobody was found.
    demo_nobody(what) {
        es: "No encontré a nadie {what}.",
        en: "I found nobody {what}.",
    }
    /// The database is empty.
    demo_nobody_at_all() {
        es: "Todavía no hay empleados.",
        en: "There are no employees yet.",
    }
    /// Lists the departments that exist.
    demo_departments_are(departments) {
        es: "Los departamentos son: {departments}.",
        en: "The departments are: {departments}.",
    }
    /// The result came incomplete.
    demo_result_cut(shown, all) {
        es: "El resultado llegó cortado: muestro {shown} de {all}.",
        en: "The result came cut: this shows {shown} of {all}.",
    }
    /// The result came incomplete, so a figure over all of it cannot be trusted.
    demo_result_too_long() {
        es: "El resultado llegó cortado, así que no puedo compararlos a todos.",
        en: "The result came cut, so I cannot compare them all.",
    }
    /// The departments, counted.
    demo_summary(count) {
        es: "Este es el resumen por departamento ({count}):",
        en: "This is the summary by department ({count}):",
    }
    /// An average of all.
    demo_average_all(amount) {
        es: "El salario medio de la empresa es de {amount} al año. Por departamento:",
        en: "The average salary of the company is {amount} a year. By department:",
    }
    /// An average of a department.
    demo_average(department, amount, min, max) {
        es: "El salario medio en {department} es de {amount} al año (entre {min} y {max}).",
        en: "The average salary in {department} is {amount} a year (between {min} and {max}).",
    }
    /// No salary is known.
    demo_no_salaries() {
        es: "No se conoce ningún salario ahí.",
        en: "No salary is known there.",
    }
    /// Who earns most.
    demo_earns_most(name, amount) {
        es: "Quien más gana es {name}: {amount} al año.",
        en: "{name} earns the most: {amount} a year.",
    }
    /// Who earns least.
    demo_earns_least(name, amount) {
        es: "Quien menos gana es {name}: {amount} al año.",
        en: "{name} earns the least: {amount} a year.",
    }
    /// A new employee was stored.
    demo_added(name) {
        es: "Listo, agregué a {name}:",
        en: "Done, I added {name}:",
    }
    /// An employee was changed.
    demo_changed(name) {
        es: "Listo, los datos de {name} quedan así:",
        en: "Done, this is {name} now:",
    }
    /// Something is missing to add an employee.
    demo_add_needs(missing) {
        es: "Para agregar a alguien me falta: {missing}. Escríbelo todo en una frase, por ejemplo: «Agrega a Ana García como contadora en Finanzas».",
        en: "To add someone I still need: {missing}. Write it all in one sentence, for example: \"Add Ana García as accountant in Finance\".",
    }
    /// Something is missing to change an employee.
    demo_change_needs() {
        es: "Para modificar a alguien necesito la persona, el dato y su nuevo valor (en los salarios, la cifra final), por ejemplo: «Cambia el salario de Elena Navarro a 38000».",
        en: "To change someone I need the person, the field and its new value (for a salary, the final amount), for example: \"Change the salary of Elena Navarro to 38000\".",
    }
    /// Several people have the name.
    demo_which_one(name) {
        es: "Hay varias personas que se llaman «{name}». ¿Cuál? Repite la orden con el nombre completo:",
        en: "Several people are called \"{name}\". Which one? Repeat it with the full name:",
    }
    /// Nobody has the name.
    demo_no_such_person(name) {
        es: "No encontré a nadie que se llame «{name}», así que no he cambiado nada.",
        en: "I found nobody called \"{name}\", so I changed nothing.",
    }

    /// Heading or label: name.
    demo_label_name() { es: "Nombre", en: "Name" }
    /// Heading or label: role.
    demo_label_role() { es: "Puesto", en: "Role" }
    /// Heading or label: department.
    demo_label_department() { es: "Departamento", en: "Department" }
    /// Heading or label: email.
    demo_label_email() { es: "Correo", en: "Email" }
    /// Heading or label: salary.
    demo_label_salary() { es: "Salario", en: "Salary" }
    /// Heading or label: hire date.
    demo_label_hire_date() { es: "En la empresa desde", en: "With us since" }
    /// Heading: how many people.
    demo_label_people() { es: "Personas", en: "People" }
    /// Heading: average salary.
    demo_label_average() { es: "Salario medio", en: "Average salary" }
    /// Heading: lowest salary.
    demo_label_min() { es: "Mínimo", en: "Lowest" }
    /// Heading: highest salary.
    demo_label_max() { es: "Máximo", en: "Highest" }
    /// A sum of euros.
    demo_euros(amount) { es: "{amount} €", en: "€{amount}" }
    /// A separator of thousands.
    demo_thousands() { es: ".", en: "," }
    /// A decimal point.
    demo_decimal() { es: ",", en: "." }
    /// What stands for a value that is not known.
    demo_unknown() { es: "sin datos", en: "unknown" }
    /// Words to search for.
    demo_missing_name() { es: "el nombre", en: "the name" }
    /// A role.
    demo_missing_role() { es: "el puesto", en: "the role" }
    /// A department.
    demo_missing_department() { es: "el departamento", en: "the department" }
}
