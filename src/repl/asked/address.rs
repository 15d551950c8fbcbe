//! An address that a server wants visited: shown whole, and opened only if the person says so.
//!
//! Nothing is fetched here, not even to look at it (MCP 2025-11-25, elicitation in URL mode).

use super::{Asked, Desk, Key, Over};
use crate::mcp::protocol::{ElicitUrl, Elicited};
use crate::terminal;
use crate::view;

impl Desk<'_> {
    /// Lets the person decide whether the address is visited.
    pub(super) async fn visit(
        &self,
        asked: &Asked<'_>,
        wanted: &ElicitUrl,
        typed_ahead: &mut String,
    ) -> Result<Elicited, Over> {
        let page =
            view::address_page(&asked.server, wanted, self.lang, self.theme, terminal::width());
        self.show(page, typed_ahead).await;
        let keys = [Key::Yes, Key::Open, Key::No, Key::Cancel];
        match self.key(asked, &self.lang.address_prompt(), &keys).await? {
            Key::Open => self.open(wanted).await,
            Key::Yes | Key::Edit => {
                self.printer.line(self.theme.good(self.lang.address_agreed())).await;
            }
            Key::No => return Ok(self.declined().await),
            Key::Cancel => return Err(Over::Cancelled),
        }
        Ok(Elicited::Accept(None))
    }

    async fn open(&self, wanted: &ElicitUrl) {
        // A session that is played tells what was then, and opens nothing.
        let opened = self.tape.same("opened", terminal::open(wanted.url.as_str()).is_ok());
        if opened {
            self.printer.line(self.theme.good(self.lang.address_opened())).await;
        } else {
            self.printer.line(self.theme.warn(self.lang.address_not_opened())).await;
        }
    }
}
