//! An address that a server wants visited: all of it, its host in relief, and what is odd about it.

use url::Host;

use super::asked::{BAR, block};
use crate::mcp::protocol::ElicitUrl;
use crate::text::Lang;
use crate::ui::Theme;
use crate::untrusted::Untrusted;

const INDENT: &str = "   ";
/// What the server wrote, where it is told beside the address itself.
const WRITTEN: usize = 200;

/// Returns the question whether the address is visited.
pub fn address_page(
    server: &str,
    wanted: &ElicitUrl,
    lang: Lang,
    theme: Theme,
    width: usize,
) -> String {
    let ElicitUrl { message, url, written: _, id: _ } = wanted;
    let mut lines = vec![String::new(), theme.warn(lang.address_heading(server))];
    lines.extend(block(&message.to_string(), BAR, width));
    lines.push(String::new());
    // On one line, however long: what is broken cannot be copied.
    lines.push(format!("{INDENT}{}", Untrusted::from(url.as_str())));
    lines.push(String::new());
    let host = Untrusted::from(url.host_str().unwrap_or_default()).to_string();
    let host = url.port().map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
    lines.push(format!("{INDENT}{}", lang.address_host(theme.strong(host))));
    for odd in odd(wanted, lang) {
        lines.extend(block(&format!("⚠ {odd}"), INDENT, width).map(|line| theme.warn(line)));
    }
    lines.extend(block(&lang.address_warning(), INDENT, width).map(|line| theme.dim(line)));
    lines.push(theme.dim(lang.address_keys()));
    lines.join("\n") + "\n"
}

/// Returns what a person should notice about it.
fn odd(wanted: &ElicitUrl, lang: Lang) -> Vec<String> {
    let url = &wanted.url;
    let mut odd = Vec::new();
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if url.scheme() == "http" && !is_local {
        odd.push(lang.address_insecure());
    }
    if !url.username().is_empty() || url.password().is_some() {
        odd.push(lang.address_userinfo(Untrusted::from(url.username()).line(WRITTEN)));
    }
    let host = url.host_str().unwrap_or_default();
    if host.split('.').any(|label| label.starts_with("xn--")) {
        odd.push(lang.address_punycode(wanted.written.line(WRITTEN)));
    }
    odd
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{address_page, odd};
    use crate::mcp::protocol::ElicitUrl;
    use crate::text::Lang;
    use crate::ui::Theme;

    fn wanted(url: &str) -> ElicitUrl {
        ElicitUrl::read(&json!({ "message": "Entra", "url": url })).expect("an address")
    }

    #[test]
    fn an_address_is_whole_and_its_host_in_relief() {
        let url = format!("https://auth.example:8443/{}?a=b#c", "x".repeat(90));
        let page = address_page("scripted", &wanted(&url), Lang::Es, Theme::default(), 60);
        insta::assert_snapshot!(page, @r"

        🔗 scripted te pide que visites una dirección:
           │ Entra

           https://auth.example:8443/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx?a=b#c

           Te lleva a: auth.example:8443
           Comprueba que conoces ese sitio. Lo que escribas allí lo
           verá ese sitio, no este chat.
        [a] abrirla en el navegador · [s] de acuerdo, la abro yo · [n] no · [c] cancelar
        ");
    }

    #[test]
    fn what_deceives_is_told() {
        let insecure = Lang::En.address_insecure();
        for (url, told) in [
            ("https://example.com/", vec![]),
            ("http://localhost:3000/", vec![]),
            ("http://127.0.0.1/", vec![]),
            ("http://example.com/", vec![insecure]),
            ("https://bank.com@evil.example/", vec![Lang::En.address_userinfo("bank.com")]),
            ("https://:x@evil.example/", vec![Lang::En.address_userinfo("")]),
            ("https://аpple.com/", vec![Lang::En.address_punycode("https://аpple.com/")]),
            (
                "https://a.xn--pple-43d.com/",
                vec![Lang::En.address_punycode("https://a.xn--pple-43d.com/")],
            ),
        ] {
            assert_eq!(odd(&wanted(url), Lang::En), told, "{url}");
        }
    }
}
