"""Records of certificates and what is worked out of them: conditions, plans, practice, exports."""
