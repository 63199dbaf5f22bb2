"""Sheets to print or pass on: a plan or a conversation with its sources, as PDF, DOCX or Markdown."""
