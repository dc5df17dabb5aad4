/** WeChat Official Accounts (公众号, service accounts): {@code api.weixin.qq.com}. */
package org.huiyin.adapters.wechat;
