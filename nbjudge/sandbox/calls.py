"""The system calls that the wall ``syscalls`` lets through, by number: its allow-list.

What numpy, pandas, matplotlib, scipy, scikit-learn, sqlite, threads, `subprocess`, a shell and the
usual programs ask the kernel for. A call that is not here does not exist inside: the kernel says
ENOSYS, as an older one would, and libraries then do without. Left out on purpose: what makes
namespaces, mounts and tracers; large and often broken parts of the kernel (io_uring, bpf, perf,
userfaultfd, keyrings, asynchronous i/o); memory that no limit counts (memfd, System V and POSIX
queues); what tells of others on the machine (inotify, fanotify, mincore, cachestat, sysinfo).
"""

from functools import cache

ARCHITECTURES = ("x86_64", "aarch64")

# name:number on x86_64:number on aarch64, with - where there is none.
_ALLOWED = """
# files, pipes, folders
    read:0:63 write:1:64 readv:19:65 writev:20:66 pread64:17:67 pwrite64:18:68 preadv:295:69
    pwritev:296:70 preadv2:327:286 pwritev2:328:287 open:2:- openat:257:56 creat:85:- close:3:57
    close_range:436:436 lseek:8:62 dup:32:23 dup2:33:- dup3:292:24 pipe:22:- pipe2:293:59 stat:4:-
    fstat:5:80 lstat:6:- newfstatat:262:79 statx:332:291 access:21:- faccessat:269:48
    faccessat2:439:439 readlink:89:- readlinkat:267:78 getdents:78:- getdents64:217:61
    getcwd:79:17 chdir:80:49 fchdir:81:50 mkdir:83:- mkdirat:258:34 rmdir:84:- unlink:87:-
    unlinkat:263:35 rename:82:- renameat:264:38 renameat2:316:276 link:86:- linkat:265:37
    symlink:88:- symlinkat:266:36 chmod:90:- fchmod:91:52 fchmodat:268:53 fchmodat2:452:452
    chown:92:- fchown:93:55 lchown:94:- fchownat:260:54 truncate:76:45 ftruncate:77:46
    fallocate:285:47 umask:95:166 utime:132:- utimes:235:- futimesat:261:- utimensat:280:88
    mknod:133:- mknodat:259:33 statfs:137:43 fstatfs:138:44 sendfile:40:71 copy_file_range:326:285
    fcntl:72:25 ioctl:16:29 setxattr:188:5 lsetxattr:189:6 fsetxattr:190:7 getxattr:191:8
    lgetxattr:192:9 fgetxattr:193:10 listxattr:194:11 llistxattr:195:12 flistxattr:196:13
    removexattr:197:14 lremovexattr:198:15 fremovexattr:199:16
# waiting for several things at once
    poll:7:- ppoll:271:73 select:23:- pselect6:270:72 epoll_create:213:- epoll_create1:291:20
    epoll_ctl:233:21 epoll_wait:232:- epoll_pwait:281:22 epoll_pwait2:441:441 eventfd:284:-
    eventfd2:290:19 signalfd:282:- signalfd4:289:74 timerfd_create:283:85 timerfd_settime:286:86
    timerfd_gettime:287:87
# memory of its own
    mmap:9:222 munmap:11:215 mprotect:10:226 mremap:25:216 brk:12:214 madvise:28:233 msync:26:227
    mlock:149:228 mlock2:325:284 munlock:150:229 mlockall:151:230 munlockall:152:231
    membarrier:324:283
# sockets: of which kind, `requests` says
    socket:41:198 socketpair:53:199 bind:49:200 listen:50:201 connect:42:203 accept:43:202
    accept4:288:242 getsockname:51:204 getpeername:52:205 sendto:44:206 recvfrom:45:207
    sendmsg:46:211 recvmsg:47:212 sendmmsg:307:269 recvmmsg:299:243 shutdown:48:210
    setsockopt:54:208 getsockopt:55:209
# processes and threads of its own
    clone:56:220 fork:57:- vfork:58:- execve:59:221 execveat:322:281 exit:60:93 exit_group:231:94
    wait4:61:260 waitid:247:95 getpid:39:172 getppid:110:173 gettid:186:178 getpgid:121:155
    setpgid:109:154 getpgrp:111:- getsid:124:156 setsid:112:157 set_tid_address:218:96
    set_robust_list:273:99 rseq:334:293 arch_prctl:158:- prctl:157:167 prlimit64:302:261
    getrlimit:97:163 setrlimit:160:164 getrusage:98:165 times:100:153 getpriority:140:141
    setpriority:141:140 ioprio_get:252:31 ioprio_set:251:30 sched_yield:24:124
    sched_getaffinity:204:123 sched_getparam:143:121 sched_getscheduler:145:120
    sched_get_priority_max:146:125 sched_get_priority_min:147:126 sched_rr_get_interval:148:127
    getcpu:309:168 pidfd_open:434:434 pidfd_send_signal:424:424 futex:202:98
    restart_syscall:219:128 uname:63:160 getrandom:318:278
# who it is; that it may become nobody else is held by other walls
    getuid:102:174 geteuid:107:175 getgid:104:176 getegid:108:177 getresuid:118:148
    getresgid:120:150 getgroups:115:158 setuid:105:146 setgid:106:144 setreuid:113:145
    setregid:114:143 setresuid:117:147 setresgid:119:149 setgroups:116:159 setfsuid:122:151
    setfsgid:123:152 capget:125:90
# signals and timers
    kill:62:129 tkill:200:130 tgkill:234:131 pause:34:- alarm:37:- getitimer:36:102
    setitimer:38:103 timer_create:222:107 timer_settime:223:110 timer_gettime:224:108
    timer_getoverrun:225:109 timer_delete:226:111 rt_sigaction:13:134 rt_sigprocmask:14:135
    rt_sigpending:127:136 rt_sigtimedwait:128:137 rt_sigqueueinfo:129:138
    rt_tgsigqueueinfo:297:240 rt_sigsuspend:130:133 rt_sigreturn:15:139 sigaltstack:131:132
# the time
    time:201:- gettimeofday:96:169 clock_gettime:228:113 clock_getres:229:114
    clock_nanosleep:230:115 nanosleep:35:101
"""

# Said to have been done, and not done. Locks, hints and "write it to the disk" on files that all
# submissions read would be seen, or felt, by others; on files that only this one has they change
# nothing between its threads. The processor is chosen from outside.
_PRETENDED = """
    flock:73:32 fadvise64:221:223 readahead:187:213 sync:162:81 syncfs:306:267 fsync:74:82
    fdatasync:75:83 sync_file_range:277:84 sched_setaffinity:203:122
"""


def allowed(machine: str) -> dict[str, int]:
    """The calls that are let through on a machine, some of them depending on what they ask."""
    return _parsed(_ALLOWED, machine)


def pretended(machine: str) -> dict[str, int]:
    """The calls that succeed without effect."""
    return _parsed(_PRETENDED, machine)


@cache
def _parsed(table: str, machine: str) -> dict[str, int]:
    column = 1 + ARCHITECTURES.index(machine)
    lines = [line for line in table.splitlines() if not line.startswith("#")]
    entries = [entry.split(":") for line in lines for entry in line.split()]
    return {entry[0]: int(entry[column]) for entry in entries if entry[column] != "-"}
