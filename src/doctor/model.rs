//! Checks the model API: the key, whether the model is offered, and whether it suits the chat.

use std::time::Duration;

use tokio::time::Instant;

use super::Report;
use crate::config::ModelSettings;
use crate::error::{Exit, Explain as _, Problem};
use crate::http;
use crate::llm::catalogue::{Date, KeyInfo, Models, Unlisted, Why, key_info, list};
use crate::text::Lang;
use crate::untrusted::Untrusted;
use crate::view::{no_tools_notice, retirement};

/// Names offered instead of one that is not.
const NEAREST: usize = 3;

/// What the server said, and how long it took.
struct Found {
    /// `None` where the server does not list its models.
    models: Option<Models>,
    key: Option<KeyInfo>,
    took: Duration,
}

/// Asks the server what costs nothing, and judges the answers.
pub(super) async fn check(
    http: http::Client,
    settings: &ModelSettings,
    lang: Lang,
) -> Result<Report, Problem> {
    let began = Instant::now();
    let (key, listed) = tokio::join!(key_info(http.clone(), settings), list(http, settings));
    let took = began.elapsed();
    let told = |unlisted: Unlisted| unlisted.explain(lang);
    let key = key.map_err(told)?;
    let models = match listed {
        Ok(models) => Some(models).filter(|models| !models.is_empty()),
        // A server without a list can still chat.
        Err(Unlisted { why: Why::Absent(_), .. }) => None,
        Err(unlisted) => return Err(told(unlisted)),
    };
    judge(settings, &Found { models, key, took }, Date::today(), lang)
}

fn judge(
    settings: &ModelSettings,
    found: &Found,
    today: Date,
    lang: Lang,
) -> Result<Report, Problem> {
    let base = http::shown(&settings.base_url);
    let name = Untrusted::from(settings.name.as_str()).line(80);
    let mut details = Vec::new();
    if let Some(key) = &found.key {
        details.extend(key_lines(key, settings, lang)?);
    }
    match &found.models {
        None => details.push(lang.doctor_models_unlisted()),
        Some(models) => details.extend(model_lines(models, settings, today, lang)?),
    }
    let line = lang.doctor_model(base, name, found.took.as_millis());
    Ok(Report { line, details })
}

/// Says what is known of the model, or that it is not offered.
fn model_lines(
    models: &Models,
    settings: &ModelSettings,
    today: Date,
    lang: Lang,
) -> Result<Vec<String>, Problem> {
    let name = settings.name.as_str();
    let end = models.retirement(name);
    let Some(model) = models.get(name) else {
        let mut cause = lang.doctor_model_missing(Untrusted::from(name).line(80));
        if let Some(end) = end {
            cause = format!("{cause}: {}", retirement(name, &end, today, lang));
        }
        let nearest: Vec<_> =
            models.nearest(name, NEAREST).iter().map(|model| model.id.line(80)).collect();
        return Err(Problem {
            exit: Exit::Model,
            what: lang.doctor_model_failed(http::shown(&settings.base_url)),
            cause,
            advice: lang.doctor_model_missing_advice(nearest.join(", ")),
        });
    };
    let window = model.context.map(|tokens| lang.doctor_window(lang.count(tokens)));
    let tools = (model.takes_tools == Some(true)).then(|| lang.doctor_uses_tools());
    let known: Vec<String> = [window, tools].into_iter().flatten().collect();
    let mut lines = Vec::new();
    if !known.is_empty() {
        lines.push(known.join(" · "));
    }
    if model.takes_tools == Some(false) {
        lines.push(no_tools_notice(name, lang));
    }
    // Without the notice's hint, which is a command of the chat.
    lines.extend(end.map(|end| format!("⚠️  {}", retirement(name, &end, today, lang))));
    Ok(lines)
}

/// Says what the key is worth, or that it is worth nothing any more.
fn key_lines(key: &KeyInfo, settings: &ModelSettings, lang: Lang) -> Result<Vec<String>, Problem> {
    let dollars =
        |amount: Option<f64>| amount.map_or_else(|| "—".to_owned(), |amount| lang.dollars(amount));
    let KeyInfo { limit, remaining, used, free_tier } = *key;
    if limit.is_some() && remaining.is_some_and(|left| left <= 0.0) {
        let provider = settings.provider;
        return Err(Problem {
            exit: Exit::Model,
            what: lang.doctor_key_spent(),
            cause: lang.doctor_key_spent_cause(dollars(used), dollars(limit)),
            advice: lang.model_advice_quota(provider.name(), provider.key_variable()),
        });
    }
    let worth = match limit {
        Some(_) => lang.doctor_key_left(dollars(remaining), dollars(limit), dollars(used)),
        None => lang.doctor_key_unlimited(dollars(used)),
    };
    let free = free_tier.then(|| lang.doctor_key_free());
    Ok([Some(worth), free].into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::{Date, Duration, Found, KeyInfo, Lang, ModelSettings, Models, judge};
    use crate::config::{Generation, Provider};
    use crate::llm::Profile;
    use crate::llm::catalogue::{Model, Prices, Retirement};

    fn offered() -> Models {
        let model = |id: &str, context, takes_tools, end: Option<&str>| Model {
            id: id.into(),
            context,
            prices: Prices::default(),
            takes_tools,
            retirement: end.map(|end| Retirement {
                date: Date::parse(end).expect("a date"),
                replacement: Some("openai/gpt-6-luna".into()),
            }),
        };
        let all = vec![
            model("openai/gpt-6-luna", Some(1_050_000), Some(true), None),
            model("openai/gpt-4o-mini", Some(128_000), Some(true), Some("2027-01-14")),
            model("perplexity/sonar", Some(127_072), Some(false), None),
            model("x.gguf", None, None, None),
        ];
        Models::new(all, Profile::OpenRouter)
    }

    fn told(name: &str, models: Option<Models>, key: Option<KeyInfo>, lang: Lang) -> String {
        let settings = ModelSettings {
            provider: Provider::OpenRouter,
            base_url: "https://u:p@openrouter.ai/api/v1".parse().expect("a URL"),
            name: name.to_owned(),
            key: None,
            idle_timeout: Duration::from_secs(1),
            generation: Generation::default(),
            context_window: None,
        };
        let today = Date::parse("2026-11-22").expect("a date");
        let found = Found { models, key, took: Duration::from_millis(123) };
        match judge(&settings, &found, today, lang) {
            Ok(report) => [vec![report.line], report.details].concat().join("\n"),
            Err(problem) => {
                format!("{}\nexit {:?}", problem.lines(lang).join("\n"), problem.exit)
            }
        }
    }

    #[test]
    fn a_model_that_suits_is_told_with_what_is_known_of_it() {
        let key =
            KeyInfo { limit: Some(5.0), remaining: Some(4.9), used: Some(0.1), free_tier: false };
        let shown = told("openai/gpt-6-luna:nitro", Some(offered()), Some(key), Lang::Es);
        insta::assert_snapshot!(shown, @"
        API del modelo https://openrouter.ai/api/v1: responde; modelo openai/gpt-6-luna:nitro (123 ms, sin gastar nada)
        clave válida: quedan 4,90 US$ de 5,00 US$; gastado 0,10 US$
        ventana de 1.050.000 tokens · usa herramientas
        ");
        let free = KeyInfo { used: Some(0.0), free_tier: true, ..KeyInfo::default() };
        let shown = told("x.gguf", Some(offered()), Some(free), Lang::En);
        insta::assert_snapshot!(shown, @"
        Model API https://openrouter.ai/api/v1: answers; model x.gguf (123 ms, nothing spent)
        valid key without a limit of its own; $0.00 spent
        ⚠️  free account: :free models alone and few requests a day
        ");
        insta::assert_snapshot!(told("x.gguf", None, None, Lang::Es), @"
        API del modelo https://openrouter.ai/api/v1: responde; modelo x.gguf (123 ms, sin gastar nada)
        el servidor no publica sus modelos: el nombre y la clave no se pueden comprobar sin gastar
        ");
    }

    #[test]
    fn what_speaks_against_a_model_is_told() {
        insta::assert_snapshot!(told("openai/gpt-4o-mini", Some(offered()), None, Lang::Es), @"
        API del modelo https://openrouter.ai/api/v1: responde; modelo openai/gpt-4o-mini (123 ms, sin gastar nada)
        ventana de 128.000 tokens · usa herramientas
        ⚠️  openai/gpt-4o-mini dejará de estar disponible el 14 de enero de 2027; el proveedor recomienda openai/gpt-6-luna
        ");
        insta::assert_snapshot!(told("perplexity/sonar", Some(offered()), None, Lang::En), @"
        Model API https://openrouter.ai/api/v1: answers; model perplexity/sonar (123 ms, nothing spent)
        window of 127,072 tokens
        ⚠️  perplexity/sonar uses no tools, says the model's server: it cannot ask the MCP server. /models shows others
        ");
    }

    #[test]
    fn a_model_that_is_not_offered_is_a_problem() {
        let evil = "openai/gpt-6-lun\u{1b}[2J";
        insta::assert_snapshot!(told(evil, Some(offered()), None, Lang::Es), @"
        ❌ La API del modelo en https://openrouter.ai/api/v1 no sirve así
           Causa: no ofrece el modelo openai/gpt-6-lun␛[2J
           Qué hacer: elige otro con --model o MODEL_NAME; los de nombre más parecido: openai/gpt-6-luna, openai/gpt-4o-mini, perplexity/sonar
        exit Model
        ");
        let models = Models::new(offered().iter().cloned().collect(), Profile::OpenAi);
        insta::assert_snapshot!(told("gpt-4-turbo", Some(models), None, Lang::En), @"
        ❌ The model API at https://openrouter.ai/api/v1 cannot be used so
           Cause: it does not offer the model gpt-4-turbo: gpt-4-turbo was shut down on October 23, 2026
           What to do: choose another with --model or MODEL_NAME; those with the most similar names: openai/gpt-6-luna, openai/gpt-4o-mini, perplexity/sonar
        exit Model
        ");
    }

    #[test]
    fn a_key_that_is_spent_is_a_problem() {
        let key =
            KeyInfo { limit: Some(5.0), remaining: Some(0.0), used: Some(5.0), free_tier: false };
        insta::assert_snapshot!(told("x.gguf", Some(offered()), Some(key), Lang::Es), @"
        ❌ La clave ya no puede gastar más
           Causa: ha gastado 5,00 US$ y su límite es 5,00 US$
           Qué hacer: revisa el saldo y los límites de tu cuenta (openrouter), o usa otra clave en OPENROUTER_API_KEY
        exit Model
        ");
        let unknown = KeyInfo { limit: Some(5.0), ..KeyInfo::default() };
        insta::assert_snapshot!(told("x.gguf", Some(offered()), Some(unknown), Lang::Es), @"
        API del modelo https://openrouter.ai/api/v1: responde; modelo x.gguf (123 ms, sin gastar nada)
        clave válida: quedan — de 5,00 US$; gastado —
        ");
    }
}
