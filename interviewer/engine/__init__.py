"""The interview itself: state, policy, listening, voice. It knows no screen and no file format."""
