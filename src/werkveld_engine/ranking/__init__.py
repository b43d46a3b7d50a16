"""What fits whom best: nothing stands here yet; the ordering of offerings by fit will."""
