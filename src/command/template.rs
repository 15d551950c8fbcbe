//! Templates of resources (RFC 6570, as far as servers use it: `{name}` and `{+name}`): whether a
//! URI is made of one, and which variable a URI that is being typed has come to. Pure.

/// Where a URI that is being typed stands in its template.
#[derive(Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// What was typed before the variable.
    pub before: &'a str,
    /// The variable's name.
    pub variable: &'a str,
    /// What was typed of its value.
    pub value: &'a str,
    /// The variables before it, with their values.
    pub known: Vec<(&'a str, &'a str)>,
    /// What follows the variable in the template, up to the next one.
    pub after: &'a str,
}

/// Splits a template into its first text, and its variables each with the text after it.
fn parts(template: &str) -> Option<(&str, Vec<(&str, &str)>)> {
    let mut pieces = template.split('{');
    let first = pieces.next()?;
    let variables = pieces.map(|piece| {
        let (name, after) = piece.split_once('}')?;
        let name = name.strip_prefix('+').unwrap_or(name);
        let plain = |c: char| c.is_alphanumeric() || "_-.".contains(c);
        (!name.is_empty() && name.chars().all(plain)).then_some((name, after))
    });
    Some((first, variables.collect::<Option<Vec<_>>>()?))
}

/// Whether a URI is made of a template: each variable has a value.
pub fn fits(template: &str, uri: &str) -> bool {
    let Some((first, variables)) = parts(template) else { return false };
    let Some(mut rest) = uri.strip_prefix(first) else { return false };
    for (at, (_, after)) in variables.iter().enumerate() {
        let end = if at + 1 == variables.len() && after.is_empty() {
            Some(rest.len())
        } else if at + 1 == variables.len() {
            rest.strip_suffix(after).map(str::len)
        } else {
            rest.find(after).filter(|_| !after.is_empty())
        };
        let Some(end) = end.filter(|end| *end > 0) else { return false };
        rest = &rest[(end + after.len()).min(rest.len())..];
    }
    rest.is_empty()
}

/// Returns the variable that `typed` has come to; `None` if it is no beginning of such a URI, or
/// has not come to the first one.
pub fn place<'a>(template: &'a str, typed: &'a str) -> Option<Place<'a>> {
    let (first, variables) = parts(template)?;
    let mut rest = typed.strip_prefix(first)?;
    let mut known = Vec::new();
    for (variable, after) in variables {
        let begin = typed.len() - rest.len();
        match rest.split_once(after).filter(|_| !after.is_empty()) {
            Some((value, next)) => {
                known.push((variable, value));
                rest = next;
            }
            None => {
                let before = &typed[..begin];
                return Some(Place { before, variable, value: rest, known, after });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Place, fits, place};

    #[test]
    fn a_uri_is_made_of_its_template_or_not() {
        for (template, uri, expected) in [
            ("f://{x}", "f://a", true),
            ("f://{x}", "f://", false),
            ("f://{+x}/y", "f://a/b/y", true),
            ("f://{x}/y", "f://a/z", false),
            ("f://{x}/{y}", "f://a/b", true),
            ("f://{x}/{y}", "f://a/", false),
            ("f://{x}{y}", "f://ab", false),
            ("f://{?q}", "f://a", false),
            ("f://a", "f://a", true),
            ("f://{x", "f://a", false),
        ] {
            assert_eq!(fits(template, uri), expected, "{template} {uri}");
        }
    }

    #[test]
    fn what_is_typed_has_come_to_a_variable() {
        let template = "f://{area}/{name}.txt";
        assert_eq!(
            place(template, "f://Ve"),
            Some(Place {
                before: "f://",
                variable: "area",
                value: "Ve",
                known: vec![],
                after: "/"
            })
        );
        assert_eq!(
            place(template, "f://Ventas/A"),
            Some(Place {
                before: "f://Ventas/",
                variable: "name",
                value: "A",
                known: vec![("area", "Ventas")],
                after: ".txt",
            })
        );
        assert_eq!(place(template, "f:"), None);
        assert_eq!(place(template, "f://Ventas/Ana.txt"), None);
    }
}
