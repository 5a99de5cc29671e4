"""Tests: Teams."""
