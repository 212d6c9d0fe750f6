/** What all commands share: how they describe themselves, where they print, and how they report failures. */
package io.millrace.cli.command;
