# SPDX-License-Identifier: Apache-2.0
"""JupyterLab as the labs start it: it asks nothing and calls nobody."""
c = get_config()  # noqa: F821 (given by traitlets)

c.ServerApp.answer_yes = True  # Ctrl-C stops at once instead of asking
c.ServerApp.open_browser = False  # lab.py prints the address; it may run on another machine
c.KernelSpecManager.ensure_native_kernel = False
c.KernelSpecManager.allowed_kernelspecs = {"java"}
c.LabApp.news_url = None
c.LabApp.extension_manager = "readonly"
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.expose_app_in_browser = True  # lets the browser tests see when a cell is done
c.LabServerApp.collaborative = False
# A cell that prints is batched by the kernel's side; the server's own limit would only leave the cell busy for ever.
c.ZMQChannelsWebsocketConnection.iopub_msg_rate_limit = 0
c.ZMQChannelsWebsocketConnection.iopub_data_rate_limit = 0
# Neither helps with Java cells, and both cost time at each start.
c.ServerApp.jpserver_extensions = {"jupyter_lsp": False, "jupyter_server_terminals": False}
# JJava does not act on a request to shut down: waiting for it would only make "Restart Kernel" 2.5 s slower.
c.KernelManager.shutdown_wait_time = 0.4
