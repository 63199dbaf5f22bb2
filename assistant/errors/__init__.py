"""Every error that Zhengtu raises on purpose, one tree below ``ZhengtuError``.

Each message says, in one or two sentences, what is wrong and what a person can do about it. It is for whoever runs the
server, and may name files; visitors read ``public``.
"""

from assistant.errors.documents import *
from assistant.errors.index import *
from assistant.errors.models import *
from assistant.errors.records import *
from assistant.errors.root import *
from assistant.errors.serving import *
