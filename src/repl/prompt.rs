//! `/prompt`: asks for what is missing, gets the prompt, shows what it says and asks it.

use serde_json::Value;

use super::Chat;
use super::editor::Read;
use crate::command::{Command, prompts};
use crate::error::{Explain as _, Problem};
use crate::turns::Work;
use crate::untrusted::Untrusted;

/// Lines of the question that are shown before it is asked.
const SHOWN: usize = 12;

impl Chat {
    /// Uses a prompt; returns what was typed while it was answered. Without one they are listed.
    pub(super) async fn use_prompt(&mut self, typed: Option<String>) -> String {
        let Some(typed) = typed else {
            self.command(Command::Prompts).await;
            return String::new();
        };
        match self.prompted(&typed).await {
            Ok(Some(question)) => self.work(Work::Answer(question)).await,
            Ok(None) => {
                self.printer.line(self.theme.dim(self.lang.prompt_cancelled())).await;
                String::new()
            }
            Err(problem) => {
                self.show_problem(&problem).await;
                String::new()
            }
        }
    }

    /// Returns what is to be asked; `None` if the person gave it up.
    async fn prompted(&mut self, typed: &str) -> Result<Option<String>, Problem> {
        let (mcp, lang, theme) = (self.mcp.clone(), self.lang, self.theme);
        let listed = self.unless_interrupted(mcp.prompts()).await;
        let Some(listed) = listed else { return Ok(None) };
        let prompts = listed.map_err(|error| error.explain(lang))?;
        let mut chosen = prompts::choose(typed, &prompts, lang)?;
        for argument in chosen.missing() {
            let about = argument.description.line(200);
            if !about.is_empty() {
                self.printer.line(theme.dim(format!("   {about}"))).await;
            }
            let asked = lang.prompt_ask(argument.name.line(40));
            let styled = theme.strong(&asked);
            let Read::Line(value) = self.edit((asked, styled), String::new(), false).await else {
                return Ok(None);
            };
            chosen.given.insert(argument.name.raw().to_owned(), Value::String(value));
        }
        let name = &chosen.prompt.name;
        let got = mcp.prompt(name.raw(), &chosen.given);
        let Some(got) = self.unless_interrupted(got).await else { return Ok(None) };
        let messages = got.map_err(|error| error.explain(lang))?;
        let (question, left_out) = prompts::question(name, &messages, lang)?;
        self.show_asked(name, &question).await;
        if left_out > 0 {
            self.printer.line(theme.warn(lang.parts_left_out(left_out))).await;
        }
        Ok(Some(question))
    }

    /// Shows what is asked in the person's name.
    async fn show_asked(&self, name: &Untrusted, question: &str) {
        let (lang, theme) = (self.lang, self.theme);
        self.printer.line(theme.dim(lang.prompt_asked(name.line(64)))).await;
        let shown = Untrusted::from(question).to_string();
        let mut lines = shown.lines();
        for line in lines.by_ref().take(SHOWN) {
            self.printer.line(format!("   {line}")).await;
        }
        let more = lines.count();
        if more > 0 {
            self.printer.line(theme.dim(lang.lines_more(more))).await;
        }
    }

    /// Waits for an answer of the server, which has its own limit; `None` after Ctrl-C.
    pub(super) async fn unless_interrupted<T>(
        &mut self,
        answer: impl Future<Output = T>,
    ) -> Option<T> {
        self.interrupts.forget();
        tokio::select! {
            answer = answer => Some(answer),
            () = self.interrupts.next() => None,
        }
    }
}
