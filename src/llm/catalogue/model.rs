//! What is known of a server's models, and how one is found among them.

use super::{Date, retirements};
use crate::{llm::Profile, untrusted::Untrusted};

/// Models kept of one list.
pub(super) const MAX_MODELS: usize = 10_000;
/// The longest name that is one, in characters.
const MAX_ID: usize = 200;
/// Ways of OpenRouter to route any model, asked for by a suffix of its name; no model of their own.
const ROUTES: [&str; 4] = ["nitro", "floor", "exacto", "online"];

/// A model, as far as its server tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The name by which it is asked; it holds nothing that a terminal would act upon.
    pub id: Untrusted,
    /// The context window in tokens.
    pub context: Option<u64>,
    /// What it costs.
    pub prices: Prices,
    /// Whether it can use tools.
    pub takes_tools: Option<bool>,
    /// When it ends.
    pub retirement: Option<Retirement>,
}

/// What a model costs, in US dollars for a million tokens; never computed or guessed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prices {
    /// Of the conversation sent.
    pub input: Option<f64>,
    /// Of the answer.
    pub output: Option<f64>,
}

/// The announced end of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retirement {
    /// The last day.
    pub date: Date,
    /// The model that the provider recommends instead.
    pub replacement: Option<Untrusted>,
}

/// The models of a server, by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Models {
    sorted: Vec<Model>,
    profile: Profile,
}

impl Models {
    /// Keeps the models that have a usable name, the first of each.
    pub(crate) fn new(models: Vec<Model>, profile: Profile) -> Self {
        let mut sorted = models;
        sorted.retain(|model| is_id(&model.id));
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        sorted.dedup_by(|later, first| later.id == first.id);
        sorted.truncate(MAX_MODELS);
        Self { sorted, profile }
    }

    /// No models, of a host of that kind.
    pub fn none(profile: Profile) -> Self {
        Self { sorted: Vec::new(), profile }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Returns them all, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Model> {
        self.sorted.iter()
    }

    /// Returns the model that a request for `id` reaches.
    ///
    /// That is the one of this name; Ollama's `id:latest`; or for OpenRouter's `id:nitro` and the
    /// like the plain model, whose prices need not hold for the route.
    pub fn get(&self, id: &str) -> Option<&Model> {
        let exact = |id: &str| {
            let at = self.sorted.binary_search_by(|model| model.id.raw().cmp(id)).ok()?;
            self.sorted.get(at)
        };
        exact(id).or_else(|| exact(&format!("{id}:latest"))).or_else(|| {
            let (plain, route) = id.rsplit_once(':')?;
            if ROUTES.contains(&route) { exact(plain) } else { None }
        })
    }

    /// Returns when the model `id` ends: as the list says, or for a model that is not in it, as
    /// its provider announced.
    pub fn retirement(&self, id: &str) -> Option<Retirement> {
        match self.get(id) {
            Some(model) => model.retirement.clone(),
            None => retirements::of(self.profile, id),
        }
    }

    /// Returns the `n` models whose names are most like `id`, the nearest first.
    ///
    /// Likeness is the edit distance as a share of the longer name. Names are compared with and
    /// without what precedes a `/`, which OpenRouter's have.
    pub fn nearest(&self, id: &str, n: usize) -> Vec<&Model> {
        let wanted: String = id.chars().take(MAX_ID).collect::<String>().to_lowercase();
        let length = wanted.chars().count();
        let apart = |name: &str| {
            let longer = length.max(name.chars().count()).max(1);
            strsim::osa_distance(&wanted, name) as f64 / longer as f64
        };
        let distance = |model: &Model| {
            let name = model.id.raw().to_lowercase();
            let short = name.rsplit_once('/').map_or(name.as_str(), |(_, short)| short);
            apart(&name).min(apart(short))
        };
        let mut ranked: Vec<_> = self.iter().map(|model| (distance(model), model)).collect();
        // Stable: names as near as each other stay in their order.
        ranked.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        ranked.into_iter().take(n).map(|(_, model)| model).collect()
    }

    /// Returns the models whose names hold every word of `filter`, in capitals or not.
    pub fn matching(&self, filter: &str) -> impl Iterator<Item = &Model> {
        let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
        self.iter().filter(move |model| {
            let name = model.id.raw().to_lowercase();
            words.iter().all(|word| name.contains(word.as_str()))
        })
    }
}

/// Whether a name can be one: short, and shown as it is.
fn is_id(id: &Untrusted) -> bool {
    !id.raw().is_empty() && id.line(MAX_ID) == id.raw()
}

#[cfg(test)]
mod tests {
    use super::{Date, Model, Models, Prices, Retirement};
    use crate::llm::Profile;

    fn model(id: &str) -> Model {
        let prices = Prices::default();
        Model { id: id.into(), context: None, prices, takes_tools: None, retirement: None }
    }

    fn models(ids: &[&str], profile: Profile) -> Models {
        Models::new(ids.iter().map(|id| model(id)).collect(), profile)
    }

    fn names<'a>(models: impl IntoIterator<Item = &'a Model>) -> Vec<&'a str> {
        models.into_iter().map(|model| model.id.raw()).collect()
    }

    #[test]
    fn names_are_sorted_and_those_that_cannot_be_one_are_left_out() {
        let long = "x".repeat(201);
        let ids = ["b", "a", "", "a", "a b", " a", "a\u{1b}[2J", "a\u{202e}", "ñ", "a  b", &long];
        assert_eq!(names(models(&ids, Profile::Other).iter()), ["a", "a b", "b", "ñ"]);
        let many: Vec<Model> = (0..10_001).map(|n| model(&n.to_string())).collect();
        assert_eq!(Models::new(many, Profile::Other).len(), 10_000);
    }

    #[test]
    fn a_name_finds_the_model_that_answers_to_it() {
        let models = models(
            &["llama3.2:latest", "llama3.2:1b", "openai/gpt-6-luna", "z:free"],
            Profile::Other,
        );
        let table = [
            ("llama3.2", Some("llama3.2:latest")),
            ("llama3.2:1b", Some("llama3.2:1b")),
            ("llama3.2:70b", None),
            ("openai/gpt-6-luna", Some("openai/gpt-6-luna")),
            ("openai/gpt-6-luna:nitro", Some("openai/gpt-6-luna")),
            ("openai/gpt-6-luna:free", None),
            ("z:free", Some("z:free")),
            ("z", None),
            ("", None),
        ];
        for (id, found) in table {
            assert_eq!(models.get(id).map(|model| model.id.raw()), found, "{id}");
        }
    }

    #[test]
    fn the_nearest_names_come_first() {
        let list =
            ["gpt-4o-mini", "gpt-4o", "gpt-6-luna", "openai/gpt-6-sol", "dall-e-3", "Qwen/Qwen3"];
        let models = models(&list, Profile::Other);
        let table: [(&str, &[&str]); 5] = [
            ("gpt-4o-mni", &["gpt-4o-mini", "gpt-4o"]),
            ("gpt4o", &["gpt-4o", "gpt-4o-mini"]),
            ("gpt-6-slo", &["openai/gpt-6-sol", "gpt-6-luna"]),
            ("QWEN3", &["Qwen/Qwen3", "dall-e-3"]),
            ("openai/gpt-6-soll", &["openai/gpt-6-sol", "gpt-6-luna"]),
        ];
        for (id, nearest) in table {
            assert_eq!(names(models.nearest(id, 2)), nearest, "{id}");
        }
        assert_eq!(models.nearest("x", 9).len(), 6);
        assert_eq!(models.nearest("x", 0).len(), 0);
    }

    #[test]
    fn a_filter_is_words_that_the_name_holds() {
        let models =
            models(&["openai/gpt-6-luna", "openai/gpt-6-sol", "Qwen/Qwen3"], Profile::Other);
        let table: [(&str, &[&str]); 5] = [
            ("GPT sol", &["openai/gpt-6-sol"]),
            ("qwen", &["Qwen/Qwen3"]),
            ("6", &["openai/gpt-6-luna", "openai/gpt-6-sol"]),
            ("gpt qwen", &[]),
            ("  ", &["Qwen/Qwen3", "openai/gpt-6-luna", "openai/gpt-6-sol"]),
        ];
        for (filter, found) in table {
            assert_eq!(names(models.matching(filter)), found, "{filter}");
        }
    }

    #[test]
    fn the_list_has_the_last_word_on_a_models_end() {
        let date = Date::parse("2027-02-01").expect("a date");
        let stated = Retirement { date, replacement: None };
        let listed = Model { retirement: Some(stated.clone()), ..model("gpt-4o") };
        let models = Models::new(vec![listed, model("gpt-4.1")], Profile::OpenAi);
        assert_eq!(models.retirement("gpt-4o"), Some(stated));
        assert_eq!(models.retirement("gpt-4.1"), None);
        let announced = models.retirement("o3").map(|retirement| retirement.date.to_string());
        assert_eq!(announced.as_deref(), Some("2026-12-11"));
        assert_eq!(Models::none(Profile::Other).retirement("o3"), None);
    }
}
