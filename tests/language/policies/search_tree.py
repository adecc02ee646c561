class TreeNode:
    def __init__(self, key, val):
        self.key = key
        self.val = val
        self.left = None
        self.right = None


class BST:
    def __init__(self):
        self.root = None

    def insert(self, key, val):
        if self.root is None:
            self.root = TreeNode(key, val)
            return
        node = self.root
        while True:
            if key == node.key:
                node.val = val
                return
            if key < node.key:
                if node.left is None:
                    node.left = TreeNode(key, val)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = TreeNode(key, val)
                    return
                node = node.right

    def find(self, key):
        node = self.root
        while node is not None and node.key != key:
            node = node.left if key < node.key else node.right
        return None if node is None else node.val


class Policy:
    def __init__(self):
        self.tree = BST()

    def act(self, obs):
        key = int(obs[0] * 10)
        old = self.tree.find(key)
        self.tree.insert(key, obs[1])
        return 0.0 if old is None else old
