"""What people say of the answers, and the staff who read it: feedback store, sign-in, state of the index."""
