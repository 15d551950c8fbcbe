//! What is said when a server asks for something: a form, an address, an answer of the model.

use super::sentences;

sentences! {
    /// A server that gives no name.
    asked_nameless() { es: "El servidor", en: "The server" }
    /// A form: who asks.
    form_heading(server) { es: "❓ {server} te pide datos:", en: "❓ {server} asks you for data:" }
    /// A form: what becomes of it.
    form_warning() {
        es: "Lo que escribas se le enviará. Nunca contraseñas ni claves: un servidor no debe pedirlas así.",
        en: "What you type will be sent to it. Never passwords or keys: a server must not ask for them this way.",
    }
    /// A form: the keys before it is filled in.
    form_keys(fields) {
        es: "[s] sí, {fields} · [n] no se los doy · [c] cancelar",
        en: "[y] yes, {fields} · [n] I decline · [c] cancel",
    }
    /// A form of no field: the keys.
    form_keys_bare() { es: "[s] sí · [n] no · [c] cancelar", en: "[y] yes · [n] no · [c] cancel" }
    /// One field.
    form_field() { es: "1 campo", en: "1 field" }
    /// Several fields.
    form_fields(count) { es: "{count} campos", en: "{count} fields" }
    /// A form: the question.
    form_prompt() { es: "¿Respondo? ", en: "Answer it? " }
    /// A form: how its fields are filled in.
    form_how() {
        es: "Intro acepta lo que está entre corchetes · < vuelve al campo anterior · - lo deja sin valor · Ctrl-C cancela el formulario",
        en: "Enter takes what is in brackets · < goes back a field · - leaves it without a value · Ctrl-C cancels the form",
    }
    /// A field: its place and what it is called.
    form_place(place, of, title) { es: "{place}/{of} {title}", en: "{place}/{of} {title}" }
    /// A field that must have a value.
    form_required() { es: "obligatorio", en: "required" }
    /// A field that need not have a value.
    form_optional() { es: "opcional", en: "optional" }
    /// A field: its prompt.
    form_field_prompt(title) { es: "   {title}: ", en: "   {title}: " }
    /// A field: its prompt with what it has if nothing is typed.
    form_field_prompt_default(title, default) { es: "   {title} [{default}]: ", en: "   {title} [{default}]: " }
    /// What a field takes.
    form_takes_some() { es: "varios, separados por comas", en: "several, with commas between them" }
    /// What a field takes.
    form_takes_one() { es: "uno de la lista", en: "one of the list" }
    /// What a field takes.
    form_takes_email() { es: "dirección de correo", en: "e-mail address" }
    /// What a field takes.
    form_takes_uri() { es: "URI completo, p. ej. https://example.com", en: "whole URI, e.g. https://example.com" }
    /// What a field takes.
    form_takes_date() { es: "fecha, p. ej. 2026-01-31", en: "date, e.g. 2026-01-31" }
    /// What a field takes.
    form_takes_date_time() {
        es: "fecha y hora con zona, p. ej. 2026-01-31T09:30:00Z",
        en: "date and time with its zone, e.g. 2026-01-31T09:30:00Z",
    }
    /// Bounds.
    form_bounds(min, max) { es: "de {min} a {max}", en: "from {min} to {max}" }
    /// A lower bound.
    form_at_least(min) { es: "{min} como mínimo", en: "at least {min}" }
    /// An upper bound.
    form_at_most(max) { es: "{max} como máximo", en: "at most {max}" }
    /// What is counted.
    form_characters(bounds) { es: "{bounds} caracteres", en: "{bounds} characters" }
    /// What is counted.
    form_picks(bounds) { es: "elige {bounds}", en: "pick {bounds}" }
    /// Not right: nothing.
    form_missing() { es: "Este campo es obligatorio.", en: "This field is required." }
    /// Not right: too short.
    form_short(min) { es: "Demasiado corto: {min} caracteres como mínimo.", en: "Too short: at least {min} characters." }
    /// Not right: too long.
    form_long(max) { es: "Demasiado largo: {max} caracteres como máximo.", en: "Too long: at most {max} characters." }
    /// Not right: another format.
    form_format(wanted) { es: "Aquí va: {wanted}.", en: "This takes: {wanted}." }
    /// Not right: no number.
    form_no_number() { es: "Aquí va un número.", en: "This takes a number." }
    /// Not right: a fraction.
    form_no_integer() { es: "Aquí va un número entero.", en: "This takes a whole number." }
    /// Not right: too small.
    form_small(min) { es: "Demasiado pequeño: {min} como mínimo.", en: "Too small: at least {min}." }
    /// Not right: too large.
    form_large(max) { es: "Demasiado grande: {max} como máximo.", en: "Too large: at most {max}." }
    /// Not right: neither yes nor no.
    form_no_boolean() { es: "Aquí va sí o no.", en: "This takes yes or no." }
    /// Not right: not offered.
    form_no_pick(typed) {
        es: "«{typed}» no está en la lista: escribe su número o su nombre.",
        en: "\"{typed}\" is not in the list: type its number or its name.",
    }
    /// Not right: too few.
    form_few(min) { es: "Son pocos: elige {min} como mínimo.", en: "Too few: pick at least {min}." }
    /// Not right: too many.
    form_many(max) { es: "Son demasiados: elige {max} como máximo.", en: "Too many: pick at most {max}." }
    /// What is wrong with a field.
    form_wrong(reason) { es: "   ⚠ {reason}", en: "   ⚠ {reason}" }
    /// There is no field before the first.
    form_first() { es: "Es el primer campo.", en: "This is the first field." }
    /// A value.
    form_yes() { es: "sí", en: "yes" }
    /// A value.
    form_no() { es: "no", en: "no" }
    /// A field without a value.
    form_none() { es: "(sin valor)", en: "(no value)" }
    /// Before it is sent.
    form_summary(server) { es: "Esto se enviará a {server}:", en: "This will be sent to {server}:" }
    /// The keys before it is sent.
    form_send_keys() {
        es: "[s] enviar · [e] corregir · [n] no se los doy · [c] cancelar",
        en: "[y] send · [e] correct · [n] I decline · [c] cancel",
    }
    /// The question before it is sent.
    form_send_prompt() { es: "¿Lo envío? ", en: "Send it? " }
    /// It was sent.
    form_sent() { es: "✓ Enviado.", en: "✓ Sent." }
    /// It was declined.
    form_declined() { es: "✗ Rechazado: el servidor sabrá que no quieres.", en: "✗ Declined: the server will know that you do not want to." }
    /// It was cancelled.
    form_cancelled() { es: "✗ Cancelado sin responder.", en: "✗ Cancelled without an answer." }
    /// A key that is none.
    form_again() { es: "Responde con una de las letras entre corchetes.", en: "Answer with one of the letters in brackets." }
    /// An address: who asks.
    address_heading(server) { es: "🔗 {server} te pide que visites una dirección:", en: "🔗 {server} asks you to visit an address:" }
    /// An address: what is in relief.
    address_host(host) { es: "Te lleva a: {host}", en: "It leads to: {host}" }
    /// An address: nobody has looked at it.
    address_warning() {
        es: "Comprueba que conoces ese sitio. Lo que escribas allí lo verá ese sitio, no este chat.",
        en: "Make sure that you know that site. What you type there is seen by that site, not by this chat.",
    }
    /// An address: what is odd.
    address_insecure() { es: "No va cifrada (http).", en: "It is not encrypted (http)." }
    /// An address: what is odd.
    address_userinfo(user) {
        es: "Lleva «{user}» delante de una @: eso no es el sitio, aunque lo parezca.",
        en: "It has \"{user}\" before an @: that is not the site, though it may look like one.",
    }
    /// An address: what is odd.
    address_punycode(written) {
        es: "El nombre del sitio tiene letras que pueden imitar a otras; el servidor escribió: {written}",
        en: "The name of the site has letters that may imitate others; the server wrote: {written}",
    }
    /// An address: the keys.
    address_keys() {
        es: "[a] abrirla en el navegador · [s] de acuerdo, la abro yo · [n] no · [c] cancelar",
        en: "[o] open it in the browser · [y] agreed, I open it myself · [n] no · [c] cancel",
    }
    /// An address: the question.
    address_prompt() { es: "¿La visito? ", en: "Visit it? " }
    /// An address: agreed to.
    address_agreed() {
        es: "✓ De acuerdo: cópiala y ábrela; al acabar, vuelve a este chat.",
        en: "✓ Agreed: copy it and open it; when you are done, come back to this chat.",
    }
    /// An address: opened.
    address_opened() { es: "✓ Abierta en el navegador; al acabar, vuelve a este chat.", en: "✓ Opened in the browser; when you are done, come back to this chat." }
    /// An address: there is no program for it.
    address_not_opened() {
        es: "⚠ Aquí no hay con qué abrirla: cópiala y ábrela tú.",
        en: "⚠ There is nothing here to open it with: copy it and open it yourself.",
    }
    /// A folder of --root.
    root_refused(folder) { es: "No se puede nombrar al servidor la carpeta {folder}", en: "The folder {folder} cannot be named to the server" }
    /// Why.
    root_refused_cause() { es: "no es una carpeta", en: "it is no folder" }
    /// What to do.
    root_refused_advice() { es: "da con --root una carpeta que exista", en: "give --root a folder that exists" }
    /// What the server may know of.
    roots_told(folders) { es: "📁 Carpetas que el servidor puede conocer: {folders}", en: "📁 Folders that the server may know of: {folders}" }
    /// The server no longer asks, while something is being typed.
    asked_withdrawn_notice() {
        es: "⚠ El servidor ya no espera la respuesta; pulsa Intro para seguir.",
        en: "⚠ The server no longer waits for the answer; press Enter to go on.",
    }
    /// The server no longer asks.
    asked_withdrawn() { es: "⚠ El servidor ha retirado la pregunta; no se le envía nada.", en: "⚠ The server has withdrawn its question; nothing is sent to it." }
    /// A server asks while the person writes.
    asked_meanwhile(server) {
        es: "🔔 {server} te pregunta algo: Intro lo muestra; lo que estás escribiendo no se envía ni se pierde.",
        en: "🔔 {server} asks you something: Enter shows it; what you are writing is neither sent nor lost.",
    }
}
