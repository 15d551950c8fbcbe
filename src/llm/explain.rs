//! How a failure of the model API is told to a person.

use std::time::Duration;

use url::Url;

use super::error::{ApiError, Class, Error, ErrorKind, Target};
use super::profile::Profile;
use crate::{
    error::{Exit, Explain, Problem},
    http::Fault,
    text::Lang,
    untrusted::Untrusted,
};

impl Explain for Error {
    fn explain(&self, lang: Lang) -> Problem {
        let (target, kind) = (&*self.target, &self.kind);
        let is_key = match kind {
            ErrorKind::Api(error) => error.class == Class::Key,
            other => *other == ErrorKind::BadKey,
        };
        Problem {
            exit: if is_key { Exit::Config } else { Exit::Model },
            what: what(lang, target, kind),
            cause: cause(lang, target, kind),
            advice: advice(lang, target, kind),
        }
    }
}

fn what(lang: Lang, target: &Target, kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::Connect(_) | ErrorKind::ConnectTimeout(_) => {
            lang.model_unreachable(&target.base_url)
        }
        ErrorKind::NotAnApi { .. } => lang.model_not_an_api(&target.base_url),
        ErrorKind::BadKey
        | ErrorKind::Idle(_)
        | ErrorKind::Lost(_)
        | ErrorKind::Api(_)
        | ErrorKind::EndedEarly
        | ErrorKind::Redirected { .. }
        | ErrorKind::Empty
        | ErrorKind::Malformed(_)
        | ErrorKind::TooLarge(_) => lang.model_failed(&target.model),
    }
}

fn cause(lang: Lang, target: &Target, kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::BadKey => lang.model_bad_key(target.provider.key_variable()),
        ErrorKind::Connect(fault) => fault.describe(lang),
        ErrorKind::ConnectTimeout(limit) => lang.model_connect_timeout(limit.as_secs_f64()),
        ErrorKind::Idle(limit) => lang.model_idle(limit.as_secs_f64()),
        ErrorKind::Lost(fault) => lang.model_lost(fault.describe(lang)),
        ErrorKind::Api(error) => {
            let said = format!("{}{}", error.message.line(400), error.origin());
            if error.class == Class::Loading { lang.model_loading(said) } else { said }
        }
        ErrorKind::EndedEarly => lang.model_ended_early(),
        ErrorKind::NotAnApi { status, content_type, extract } => {
            not_an_answer(lang, *status, content_type, extract)
        }
        ErrorKind::Redirected { to, status: _ } => lang.model_redirected(to.line(200)),
        ErrorKind::Empty => lang.model_empty(),
        ErrorKind::Malformed(extract) => lang.model_malformed(extract.line(200)),
        ErrorKind::TooLarge(limit) => lang.model_too_large(limit / (1024 * 1024)),
    }
}

fn not_an_answer(lang: Lang, status: u16, content_type: &Untrusted, extract: &Untrusted) -> String {
    let or = |text: String, otherwise: String| if text.is_empty() { otherwise } else { text };
    let content_type = or(content_type.line(60), lang.model_no_content_type());
    lang.model_not_an_answer(status, content_type, or(extract.line(200), lang.model_no_content()))
}

fn advice(lang: Lang, target: &Target, kind: &ErrorKind) -> String {
    let base_url = target.provider.base_url_variable();
    match kind {
        ErrorKind::BadKey => lang.model_advice_copy_key(target.provider.key_variable()),
        ErrorKind::Connect(Fault::Tls(_)) => lang.model_advice_tls(base_url),
        ErrorKind::Connect(_) | ErrorKind::ConnectTimeout(_) => lang.model_advice_network(base_url),
        ErrorKind::Idle(_) => lang.model_advice_idle(),
        ErrorKind::Api(error) => api_advice(lang, target, error),
        ErrorKind::NotAnApi { .. } => lang.model_advice_base_url(base_url),
        ErrorKind::Redirected { .. } => lang.model_advice_redirected(base_url),
        ErrorKind::Empty => lang.model_advice_empty(),
        ErrorKind::Lost(_)
        | ErrorKind::EndedEarly
        | ErrorKind::Malformed(_)
        | ErrorKind::TooLarge(_) => lang.model_advice_again(),
    }
}

fn api_advice(lang: Lang, target: &Target, error: &ApiError) -> String {
    let provider = target.provider;
    let wait = error.retry_after.map(shown);
    match error.class {
        Class::Key if target.has_key => lang.model_advice_key(provider.key_variable()),
        Class::Key => lang.model_advice_no_key(provider.key_variable()),
        Class::Quota => quota_advice(lang, target),
        Class::RateLimit => rate_advice(lang, target, error),
        Class::Model => model_advice(lang, target, error),
        Class::Context => context_advice(lang, error),
        Class::Moderation => match &error.flagged {
            Some(flagged) => lang.model_advice_flagged(flagged.line(120)),
            None => lang.model_advice_moderation(),
        },
        Class::Forbidden => lang.model_advice_forbidden(),
        Class::BaseUrl => lang.model_advice_base_url(provider.base_url_variable()),
        Class::NoTools => lang.model_advice_no_tools(),
        Class::ToolsDisabled => lang.model_advice_tools_disabled(),
        Class::OtherApi => lang.model_advice_other_api(),
        Class::Loading => lang.model_advice_loading(),
        Class::Server => {
            wait.map_or_else(|| lang.model_advice_again(), |wait| lang.model_advice_wait(wait))
        }
        Class::Rejected => lang.model_advice_rejected(),
    }
}

/// Says where the account can be filled, which depends on who is asked, not on the settings.
fn quota_advice(lang: Lang, target: &Target) -> String {
    let (provider, variable) = (target.provider.name(), target.provider.key_variable());
    match Url::parse(&target.base_url).map(|url| Profile::of(&url)) {
        Ok(Profile::OpenRouter) => {
            let base_url = target.base_url.trim_end_matches('/');
            lang.model_advice_quota_openrouter(base_url, variable)
        }
        Ok(Profile::OpenAi) => lang.model_advice_quota_openai(variable),
        Ok(Profile::Other) | Err(_) => lang.model_advice_quota(provider, variable),
    }
}

fn rate_advice(lang: Lang, target: &Target, error: &ApiError) -> String {
    let Some(wait) = error.retry_after.map(shown) else { return lang.model_advice_slower() };
    match error.resets_at.map(clock) {
        // OpenRouter's limit of a day for free models.
        Some(clock) if target.model.ends_with(":free") => lang.model_advice_free_limit(wait, clock),
        Some(clock) => lang.model_advice_wait_until(wait, clock),
        None => lang.model_advice_wait(wait),
    }
}

fn model_advice(lang: Lang, target: &Target, error: &ApiError) -> String {
    let list = |models: &[Untrusted]| {
        models.iter().map(|model| model.line(80)).collect::<Vec<_>>().join(", ")
    };
    if !error.fallback_models.is_empty() {
        return lang.model_advice_fallback(list(&error.fallback_models));
    }
    // Ollama's words for a model that was not downloaded.
    let pulls = error.message.raw().contains("try pulling it");
    match (pulls, error.nearest.is_empty()) {
        (true, true) => lang.model_advice_pull(&target.model),
        (true, false) => lang.model_advice_pull_or(&target.model, list(&error.nearest)),
        (false, false) => lang.model_advice_nearest(list(&error.nearest)),
        (false, true) => lang.model_advice_model(),
    }
}

fn context_advice(lang: Lang, error: &ApiError) -> String {
    match (error.overflow.window, error.overflow.asked) {
        (Some(window), Some(asked)) => {
            lang.model_advice_clear_both(lang.count(asked), lang.count(window))
        }
        (Some(window), None) => lang.model_advice_clear_window(lang.count(window)),
        (None, _) => lang.model_advice_clear(),
    }
}

/// Returns the hour and minute of a time in milliseconds since the epoch, in UTC: that of the
/// person is not known here.
fn clock(milliseconds: u64) -> String {
    let minutes = milliseconds / 60_000 % (24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Shows a wait in its two largest units, rounded up.
fn shown(wait: Duration) -> String {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let minutes = seconds.div_ceil(60);
    match (minutes / 60, minutes % 60) {
        _ if seconds < 120 => format!("{seconds} s"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{clock, shown};

    #[test]
    fn a_time_is_shown_as_utc() {
        let table = [(0, "00:00"), (1_795_392_000_000, "00:00"), (1_795_357_859_999, "14:30")];
        for (milliseconds, text) in table {
            assert_eq!(clock(milliseconds), text);
        }
    }

    #[test]
    fn a_wait_is_shown_in_two_units() {
        let table =
            [(900, "1 s"), (119_000, "119 s"), (119_001, "2 min"), (7_260_000, "2 h 1 min")];
        for (milliseconds, text) in table {
            assert_eq!(shown(Duration::from_millis(milliseconds)), text);
        }
    }
}
