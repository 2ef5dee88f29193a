"""What runs inside the sandbox: the student process, the judge beside it, and their zygote."""
