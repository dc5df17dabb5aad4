package org.huiyin.bot.http;

import io.vertx.ext.web.Router;

/** One group of doors that belong together. */
public interface Routes {

    void mount(Router router);
}
