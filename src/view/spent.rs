//! What a turn and a conversation took, in words.

use crate::agent::{Spent, Totals};
use crate::text::Lang;

/// Returns a turn's tokens, cost and times, in one line.
pub(super) fn spent_line(spent: &Spent, lang: Lang) -> String {
    let mut parts = totals(&spent.totals, lang);
    parts.extend(spent.window.map(|share| lang.spent_window(lang.percent(share))));
    parts.extend(spent.first_token.map(|time| lang.spent_first_token(lang.time(time))));
    parts.push(lang.spent_total(lang.time(spent.total)));
    parts.join(" · ")
}

/// Returns what the conversation took, line by line, for `/usage`.
pub fn usage_page(spent: &Spent, model: &str, lang: Lang) -> String {
    let Totals { requests, unpriced, uncounted, cost, .. } = spent.totals;
    if requests == 0 {
        return format!("{}\n", lang.usage_nothing());
    }
    let mut lines = vec![match requests {
        1 => lang.usage_heading_one(model),
        many => lang.usage_heading(model, lang.count(many.into())),
    }];
    lines.extend(totals(&spent.totals, lang).into_iter().map(|part| format!("   {part}")));
    if let Some(share) = spent.window {
        lines.push(format!("   {}", lang.spent_window(lang.percent(share))));
    }
    if uncounted > 0 {
        lines.push(format!("   {}", lang.usage_uncounted(lang.count(uncounted.into()))));
    }
    match cost {
        Some(_) if unpriced > 0 => {
            lines.push(format!("   {}", lang.usage_unpriced(lang.count(unpriced.into()))));
        }
        Some(_) => {}
        None => lines.push(format!("   {}", lang.usage_no_cost())),
    }
    lines.join("\n") + "\n"
}

/// Tokens in and out, and the cost where the provider says it.
fn totals(totals: &Totals, lang: Lang) -> Vec<String> {
    if totals.requests == totals.uncounted {
        return Vec::new();
    }
    let part = |whole: u64, of: u64, say: fn(Lang, String, String) -> String, bare: String| {
        if of > 0 { say(lang, lang.count(whole), lang.count(of)) } else { bare }
    };
    let Totals { prompt, cached, completion, reasoning, cost, .. } = *totals;
    let mut parts = vec![
        part(prompt, cached, Lang::spent_in_cached, lang.spent_in(lang.count(prompt))),
        part(
            completion,
            reasoning,
            Lang::spent_out_reasoning,
            lang.spent_out(lang.count(completion)),
        ),
    ];
    parts.extend(cost.map(|cost| lang.dollars(cost)));
    parts
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Lang, Spent, Totals, spent_line, usage_page};

    fn spent() -> Spent {
        Spent {
            totals: Totals {
                requests: 3,
                prompt: 12_340,
                cached: 11_900,
                completion: 210,
                reasoning: 64,
                cost: Some(0.0021),
                unpriced: 1,
                uncounted: 1,
            },
            window: Some(0.118),
            first_token: Some(Duration::from_millis(420)),
            total: Duration::from_millis(3210),
        }
    }

    #[test]
    fn a_turn_is_one_line() {
        insta::assert_snapshot!(spent_line(&spent(), Lang::Es), @"entrada 12.340 (11.900 en caché) · salida 210 (64 de razonamiento) · 0,0021 US$ · ventana al 12 % · primer token 420 ms · total 3,2 s");
        insta::assert_snapshot!(spent_line(&spent(), Lang::En), @"in 12,340 (11,900 cached) · out 210 (64 reasoning) · $0.0021 · window 12% full · first token 420 ms · total 3.2 s");
    }

    #[test]
    fn what_nobody_reported_is_not_shown() {
        let totals = Totals { requests: 1, uncounted: 1, unpriced: 1, ..Totals::default() };
        let bare = Spent { totals, window: None, first_token: None, ..spent() };
        assert_eq!(spent_line(&bare, Lang::En), "total 3.2 s");
        let totals = Totals { requests: 1, prompt: 5, completion: 2, ..Totals::default() };
        let counted = Spent { totals, ..bare };
        assert_eq!(spent_line(&counted, Lang::En), "in 5 · out 2 · total 3.2 s");
    }

    #[test]
    fn the_conversation_tells_what_is_missing() {
        insta::assert_snapshot!(usage_page(&spent(), "m", Lang::Es), @r"
        Esta conversación con m: 3 peticiones
           entrada 12.340 (11.900 en caché)
           salida 210 (64 de razonamiento)
           0,0021 US$
           ventana al 12 %
           1 sin recuento de tokens del servidor
           1 sin coste comunicado por el proveedor: la cifra es un mínimo
        ");
        let free = Totals { cost: None, unpriced: 3, uncounted: 0, ..spent().totals };
        insta::assert_snapshot!(usage_page(&Spent { totals: free, ..spent() }, "m", Lang::Es), @r"
        Esta conversación con m: 3 peticiones
           entrada 12.340 (11.900 en caché)
           salida 210 (64 de razonamiento)
           ventana al 12 %
           el proveedor no comunica lo que cobra
        ");
        let one = Totals { requests: 1, ..spent().totals };
        let page = usage_page(&Spent { totals: one, ..spent() }, "m", Lang::En);
        assert_eq!(page.lines().next(), Some("This conversation with m: 1 request"));
        let nothing = Spent { totals: Totals::default(), ..spent() };
        assert_eq!(usage_page(&nothing, "m", Lang::En), "Nothing was asked yet.\n");
    }
}
