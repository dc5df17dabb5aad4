/** What WeChat and WeCom share: the sealed envelope, the XML inside it, and the API with its token and error numbers. */
package org.huiyin.adapters.tencent;
