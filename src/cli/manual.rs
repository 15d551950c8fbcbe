//! The manual page, in a person's language, with every command on it.

use clap::{Arg, Command};
use roff::{Roff, bold, italic, roman};

use super::command;
use crate::text::Lang;

/// Returns the page in roff.
///
/// # Errors
/// Fails only if memory cannot be written to.
pub fn manual(lang: Lang) -> std::io::Result<Vec<u8>> {
    let definition = command(lang);
    let about = definition.get_about().map(ToString::to_string).unwrap_or_default();
    let mut roff = Roff::new();
    let version = format!("mcp-chat {}", definition.get_version().unwrap_or_default());
    roff.control("TH", ["mcp-chat", "1", "", &version]);
    roff.control("SH", [lang.man_name().as_str()]);
    roff.text([roman(format!("mcp-chat - {about}"))]);
    roff.control("SH", [lang.man_synopsis().as_str()]);
    let any = [lang.help_any_options(), lang.help_any_command()].join(" ");
    roff.text([bold("mcp-chat"), roman(format!(" {any}"))]);
    roff.control("SH", [lang.man_description().as_str()]);
    roff.text([roman(lang.man_about())]);
    roff.control("SH", [lang.help_options().to_uppercase().as_str()]);
    definition.get_arguments().for_each(|arg| entry(&mut roff, arg));
    roff.control("SH", [lang.man_commands().as_str()]);
    definition.get_subcommands().for_each(|below| section(&mut roff, below));
    roff.control("SH", [lang.man_exit_status().as_str()]);
    for line in lang.man_exit_statuses().lines() {
        let (status, meaning) = line.split_once(' ').unwrap_or((line, ""));
        roff.control("TP", []);
        roff.text([bold(status)]);
        roff.text([roman(meaning)]);
    }
    roff.control("SH", [lang.man_files().as_str()]);
    for file in ["$XDG_CONFIG_HOME/mcp-chat/config.toml", "$XDG_STATE_HOME/mcp-chat/", ".env"] {
        roff.control("TP", []);
        roff.text([italic(file)]);
    }
    let mut page = Vec::new();
    roff.to_writer(&mut page)?;
    Ok(page)
}

/// Describes a command and what only it takes.
fn section(roff: &mut Roff, below: &Command) {
    roff.control("SS", [below.get_name()]);
    roff.text([roman(below.get_about().map(ToString::to_string).unwrap_or_default())]);
    let own = |arg: &&Arg| !arg.is_global_set() && arg.get_id() != "help";
    below.get_arguments().filter(own).for_each(|arg| entry(roff, arg));
    for nested in below.get_subcommands() {
        roff.control("TP", []);
        roff.text([bold(format!("{} {}", below.get_name(), nested.get_name()))]);
        roff.text([roman(nested.get_about().map(ToString::to_string).unwrap_or_default())]);
        nested.get_arguments().filter(own).for_each(|arg| entry(roff, arg));
    }
}

fn entry(roff: &mut Roff, arg: &Arg) {
    let mut head = Vec::new();
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    for flag in [short, long].into_iter().flatten() {
        if !head.is_empty() {
            head.push(roman(", "));
        }
        head.push(bold(flag));
    }
    let takes_value = arg.is_positional() || arg.get_action().takes_values();
    for name in arg.get_value_names().unwrap_or_default().iter().filter(|_| takes_value) {
        if !head.is_empty() {
            head.push(roman(" "));
        }
        head.push(italic(name.to_string()));
    }
    roff.control("TP", []);
    roff.text(head);
    roff.text([roman(arg.get_help().map(ToString::to_string).unwrap_or_default())]);
}
